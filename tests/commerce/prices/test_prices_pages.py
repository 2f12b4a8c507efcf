"""The team's pages of price lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Offering, Option, PriceList, PriceRow, Stock
from modules.gallery.models import DeliveryFormat, Gallery, Photo
from safelight.accounts.models import Person
from tenants.models import Studio
from tests.commerce.prices.factories import keep, make_option, make_row, sell
from tests.gallery.factories import make_photo


@pytest.fixture
def page(acme: Studio, alice: Person, browser: Callable[..., Browser]) -> Browser:
    """Alice's browser."""
    return browser(acme, alice)


def of(price_list: PriceList, tail: str = "") -> str:
    return f"/studio/prices/lists/{price_list.public_id}/{tail}"


def test_it_makes_a_list_with_a_price_and_an_option(gallery: Gallery, page: Browser) -> None:
    assert page.post("/studio/prices/new/", {"name": "Prints", "kind": "print"}).status_code == 302
    made = PriceList.objects.get()
    page.post(of(made, "rows/new/"), {"name": "20 × 30", "amount": "29,50"})
    choices = {"choice_id": ["", ""], "choice_name": ["Matte", ""], "choice_extra": ["1.5", ""]}
    page.post(of(made, "options/new/"), {"name": "Paper", **choices})
    assert [(row.name, row.amount) for row in made.rows.all()] == [("20 × 30", 2950)]
    (choice,) = Option.objects.get().choices.all()
    assert (choice.name, choice.extra) == ("Matte", 150)
    shown = page.get(of(made)).content.decode()
    assert "€29.50" in shown
    assert "Matte (+ €1.50)" in shown


@pytest.mark.parametrize("amount", ["", "abc", "-1", "1.9999", "9" * 20])
def test_it_refuses_an_amount_that_is_none(gallery: Gallery, page: Browser, amount: str) -> None:
    made = PriceList.objects.create(kind="print", name="Prints")
    answer = page.post(of(made, "rows/new/"), {"name": "20 × 30", "amount": amount})
    assert answer.status_code == 422
    assert not PriceRow.objects.exists()


def test_it_keeps_what_was_typed_where_a_choice_costs_nonsense(
    gallery: Gallery, page: Browser
) -> None:
    made = PriceList.objects.create(kind="print", name="Prints")
    lines = {"choice_id": [""], "choice_name": ["Matte"], "choice_extra": ["much"]}
    answer = page.post(of(made, "options/new/"), {"name": "Paper", **lines})
    assert answer.status_code == 422
    assert 'value="much"' in answer.content.decode()
    assert not Option.objects.exists()


def test_it_changes_price_format_and_choices(gallery: Gallery, page: Browser) -> None:
    made = sell("download")
    row, fmt = made.rows.get(), DeliveryFormat.objects.create(name="Web", pixels=600)
    page.post(of(made, f"rows/{row.public_id}/"), {"name": "W", "amount": "9", "format": fmt.pk})
    row.refresh_from_db()
    assert (row.name, row.amount, row.format) == ("W", 900, fmt)
    matte, _glossy = make_option(made, Matte=0, Glossy=250)
    lines = {"choice_id": [matte.public_id], "choice_name": ["Matt"], "choice_extra": ["2"]}
    page.post(of(made, f"options/{matte.option.public_id}/"), {"name": "Paper", **lines})
    assert [(each.pk, each.extra) for each in matte.option.choices.all()] == [(matte.pk, 200)]
    page.post(of(made, f"options/{matte.option.public_id}/remove/"))
    page.post(of(made, f"rows/{row.public_id}/withdraw/"))
    assert not Option.objects.exists()
    assert not PriceRow.objects.filter(withdrawn_at=None).exists()


def test_it_changes_the_rules_of_a_list(gallery: Gallery, page: Browser) -> None:
    made = sell("print")
    send = {
        "name": "Fine prints", "description": "Signed.", "item_comments": "on",
        "offer_states": ["PROOF", "FINAL"], "stock_shown_from": "5",
    }  # fmt: skip
    assert page.post(of(made), send).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.item_comments, made.offer_states) == (
        "Fine prints", True, ["PROOF", "FINAL"],
    )  # fmt: skip
    assert made.stock_shown_from == 5


@pytest.mark.parametrize(
    ("kind", "absent"),
    [("download", "shipping_tier"), ("gallery", "in_shop"), ("print", "only_final_at_once"),
     ("product", "offer_states")],
)  # fmt: skip
def test_it_asks_nothing_that_means_nothing(
    gallery: Gallery, page: Browser, kind: str, absent: str
) -> None:
    assert f'name="{absent}"' not in page.get(of(sell(kind))).content.decode()


def test_it_moves_without_scripts(gallery: Gallery, page: Browser) -> None:
    first, second = sell("print", 1, 2), sell("download", position=1)
    page.post(of(second, "place/"), {"to": "earlier"})
    assert list(PriceList.objects.all()) == [second, first]
    row = first.rows.all()[0]
    page.post(of(first, f"rows/{row.public_id}/place/"), {"to": "later"})
    assert [each.amount for each in first.rows.all()] == [2, 1]


def test_it_withdraws_and_restores(gallery: Gallery, page: Browser) -> None:
    made = sell("print", at=gallery)
    page.post(of(made, "withdraw/"))
    assert PriceList.objects.get().withdrawn_at is not None
    assert "Sell it again" in page.get(of(made)).content.decode()
    page.post(of(made, "restore/"))
    assert PriceList.objects.get().withdrawn_at is None


def test_it_counts_seats_of_a_product(gallery: Gallery, page: Browser) -> None:
    made = sell("product")
    page.post(of(made, "stock/"), {"left": "8", "seen": ""})
    assert Stock.objects.get().left == 8
    answer = page.post(of(made, "stock/"), {"left": "5", "seen": "7"}, follow=True)
    assert "The stock changed meanwhile: it is 8 now." in answer.content.decode()
    page.post(of(made, "stock/"), {"left": "", "seen": "8"})
    assert not Stock.objects.exists()


def test_it_offers_lists_in_a_gallery(gallery: Gallery, page: Browser) -> None:
    prints, gone = sell("print"), sell("gallery", withdrawn_at=timezone.now())
    here = f"/studio/prices/galleries/{gallery.public_id}/"
    assert here in page.get(f"/studio/galleries/{gallery.public_id}/").content.decode()
    assert page.get(here).status_code == 200
    page.post(here, {"list": [prints.public_id, gone.public_id]})
    assert [each.price_list for each in Offering.objects.all()] == [prints]
    page.post(here, {})
    assert not Offering.objects.exists()


def test_it_offers_lists_for_a_photo_and_counts_its_copies(
    gallery: Gallery, photo: Photo, page: Browser
) -> None:
    own, inherited = sell("print"), sell("download", at=gallery)
    shown = f"/studio/galleries/{gallery.public_id}/photos/{photo.public_id}/"
    assert "by its gallery" in page.get(shown).content.decode()
    form = f"/studio/prices/galleries/{gallery.public_id}/photos/{photo.public_id}/"
    keys = (own.public_id, inherited.public_id)
    page.post(form, {"list": keys[0], f"left-{keys[0]}": "10", f"left-{keys[1]}": "3"})
    assert [each.photo for each in Offering.objects.filter(price_list=own)] == [photo]
    assert {row.price_list_id: row.left for row in Stock.objects.all()} == {
        own.pk: 10, inherited.pk: 3,
    }  # fmt: skip


def test_it_offers_lists_for_selected_photos(gallery: Gallery, photo: Photo, page: Browser) -> None:
    prints, other = sell("print"), make_photo(in_gallery=gallery)
    form = f"/studio/prices/galleries/{gallery.public_id}/photos/"
    photos = {"photo": [photo.public_id, other.public_id]}
    assert "Prices of 2 photos" in page.post(form, photos).content.decode()
    page.post(form, {**photos, "list": prints.public_id, "do": "offer"})
    assert Offering.objects.filter(price_list=prints).count() == 2
    page.post(form, {**photos, "list": prints.public_id, "do": "end"})
    assert not Offering.objects.exists()


def test_it_lists_what_each_sells_and_where(gallery: Gallery, photo: Photo, page: Browser) -> None:
    made = sell("print", 1500, 2500, at=gallery)
    keep(made, 3, photo)
    shown = page.get("/studio/prices/").content.decode()
    assert "2 prices, from €15.00" in shown
    assert "1 gallery" in shown


@pytest.mark.parametrize("tail", ["", "new/"])
def test_it_is_closed_to_who_only_sees_orders(
    gallery: Gallery, acme: Studio, bob: Person, browser: Callable[..., Browser], tail: str
) -> None:
    assert browser(acme, bob).get(f"/studio/prices/{tail}").status_code == 403


def test_it_says_how_large_a_print_is_and_what_becomes_of_other_shapes(
    gallery: Gallery, page: Browser
) -> None:
    made = sell(at=gallery, kind="print")
    row = make_row(made)
    said = {"name": "20 × 30", "amount": "29", "width": "200"}
    assert page.post(of(made, f"rows/{row.public_id}/"), said).status_code == 422  # One side.
    page.post(of(made, f"rows/{row.public_id}/"), said | {"height": "300"})
    row.refresh_from_db()
    assert (row.width, row.height) == (200, 300)
    page.post(of(made), {"name": "Prints", "other_ratios": "hide", "ratio_tolerance": "5"})
    made.refresh_from_db()
    assert (made.other_ratios, made.ratio_tolerance) == ("hide", 5)
