"""What clients see of price lists, and how they put something in the cart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import CartItem
from modules.commerce.services.pricelists import lists, rows
from modules.gallery.models import Authorization, DeliveryFormat, Gallery, Photo
from modules.gallery.services import formats
from modules.gallery.services import photos as gallery_photos
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.prices.factories import keep, make_option, sell


@pytest.fixture
def page(acme: Studio, carla: Person, browser: Callable[..., Browser]) -> Browser:
    """Carla's browser."""
    return browser(acme, carla)


def of(gallery: Gallery, photo: Photo | None = None) -> str:
    return f"/buy/{gallery.public_id}/" + (f"{photo.public_id}/" if photo else "")


def see(page: Browser, path: str) -> str:
    answer = page.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_b5_it_says_what_is_free_what_costs_and_what_waits(
    gallery: Gallery, photo: Photo, page: Browser
) -> None:
    Authorization.objects.update(originals="final")
    sell("download", 1500, at=gallery, offer_states=["PROOF"], only_final_at_once=True)
    proof = see(page, of(gallery, photo))
    assert "€15.00" in proof
    assert "it is delivered as soon as it is finished" in proof
    assert "You can download it here as soon as it is finished" in proof
    assert "?as=original" not in proof
    gallery_photos.set_state(photo_ids=[photo.pk], state="FINAL")
    final = see(page, of(gallery, photo))
    assert "?as=original" in final
    assert "€15.00" not in final


def test_it_shows_prices_on_the_photos_page(gallery: Gallery, photo: Photo, page: Browser) -> None:
    here = f"/galleries/{gallery.public_id}/photos/{photo.public_id}/"
    assert "Put in the cart" not in see(page, here)
    sell("print", 2900, at=gallery)
    assert "€29.00" in see(page, here)


def test_it_marks_what_can_be_bought_in_the_grid_at_once(
    gallery: Gallery, photo: Photo, page: Browser
) -> None:
    here, buy = f"/galleries/{gallery.public_id}/", of(gallery, photo)
    assert buy not in see(page, here)
    made = sell("print", at=gallery)
    lists.change(price_list=made, offer_states=["PROOF"])
    assert buy in see(page, here)
    gallery_photos.set_state(photo_ids=[photo.pk], state="FINAL")
    assert buy not in see(page, here)
    lists.change(price_list=made, offer_states=[])
    assert buy in see(page, here)
    huge = DeliveryFormat.objects.create(name="Huge", pixels=9000)
    rows.change(row=made.rows.get(), format=huge)
    assert buy not in see(page, here)
    formats.change(delivery_format=huge, pixels=900)
    assert buy in see(page, here)


def test_it_tells_the_grids_script_what_can_be_bought(
    gallery: Gallery, photo: Photo, page: Browser
) -> None:
    sell("print", at=photo)
    found = page.get(f"/api/v1/galleries/{gallery.public_id}/photos/?site=1").json()
    (row,) = found["photos"]
    assert row[found["legend"].index("actions")] & 4


def test_it_puts_what_was_chosen_in_the_cart(gallery: Gallery, photo: Photo, page: Browser) -> None:
    made = sell("print", 2900, at=gallery, item_comments=True)
    _matte, glossy = make_option(made, Matte=0, Glossy=250)
    send = {
        "row": made.rows.get().public_id, "quantity": "2", "note": "No border",
        f"choice-{glossy.option.public_id}": glossy.public_id,
    }  # fmt: skip
    answer = page.post(of(gallery, photo), send, follow=True)
    assert "is in the cart" in answer.content.decode()
    line = CartItem.objects.get()
    assert (line.photo, line.quantity, line.note) == (photo, 2, "No border")
    assert (line.choices, line.seen_price) == ([glossy.public_id], 3150)


def test_it_answers_scripts_in_json(gallery: Gallery, photo: Photo, page: Browser) -> None:
    made = sell("print", at=gallery)
    keep(made, 0, photo)
    send = {"row": made.rows.get().public_id}
    ask: Any = {"headers": {"accept": "application/json"}}
    answer = page.post(of(gallery, photo), send, **ask)
    assert answer.status_code >= 400
    assert answer.json()["error"]["message"] == "Sold out."
    made.stocks.update(left=1)
    assert page.post(of(gallery, photo), send, **ask).json()["count"] == 1


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "1000000000", "x", ""])
def test_it_takes_no_number_of_copies_that_is_none(
    gallery: Gallery, photo: Photo, page: Browser, quantity: str
) -> None:
    made = sell("print", at=gallery)
    send = {"row": made.rows.get().public_id, "quantity": quantity}
    assert page.post(of(gallery, photo), send).status_code == 400
    assert not CartItem.objects.exists()


def test_it_sells_a_gallery_as_a_whole(gallery: Gallery, photo: Photo, page: Browser) -> None:
    made = sell("gallery", 9900, at=gallery)
    assert of(gallery) in see(page, f"/galleries/{gallery.public_id}/")
    assert "1 photo, as the gallery is when you order" in see(page, of(gallery))
    page.post(of(gallery), {"row": made.rows.get().public_id})
    line = CartItem.objects.get()
    assert (line.gallery, line.photo) == (gallery, None)


def test_it_sells_products_to_anybody(
    gallery: Gallery, acme: Studio, browser: Callable[..., Browser]
) -> None:
    workshop = sell("product", 18000, in_shop=True, stock_shown_from=10)
    keep(workshop, 8)
    anybody = browser(acme)
    shown = see(anybody, "/shop/")
    assert "€180.00" in shown
    assert "8 left" in shown
    anybody.post("/shop/", {"row": workshop.rows.get().public_id})
    assert CartItem.objects.get().gallery is None


def test_it_orders_for_nothing_what_the_gallery_lets(
    gallery: Gallery, photo: Photo, page: Browser
) -> None:
    Authorization.objects.update(order=True)
    assert "Order it for nothing" in see(page, of(gallery, photo))
    page.post(of(gallery, photo), {})
    assert CartItem.objects.get().row is None


@pytest.mark.parametrize("what", ["unknown", "closed", "short"])
def test_it_shows_nothing_of_what_may_not_be_seen(
    gallery: Gallery, photo: Photo, page: Browser, what: str
) -> None:
    sell("print", at=gallery)
    if what == "closed":
        gallery.unpublish()
    path = {"unknown": f"/buy/{'x' * 22}/", "closed": of(gallery, photo), "short": "/buy/a/b/"}
    assert page.get(path[what]).status_code == 404
    assert page.post(path[what], {}).status_code == 404


def test_it_gives_scripts_the_offers_alone(gallery: Gallery, photo: Photo, page: Browser) -> None:
    sell("print", at=gallery)
    part = see(page, f"{of(gallery, photo)}?part=1")
    assert "<html" not in part
    assert "Put in the cart" in part
