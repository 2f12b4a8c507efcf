"""The pages of deliverables: the gate, the choice, the team's tab, and the API beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from modules.commerce.models import CartItem, Choosing, Deliverables, IncludedPhoto, Order
from modules.gallery.models import Gallery, Photo, Pick
from safelight.accounts.models import Person, Visitor
from tenants.models import Studio
from tests.commerce.deliverables.terms import change, fetch
from tests.commerce.factories import photos_of

Open = Callable[..., Browser]


@pytest.fixture
def mine(gallery: Gallery, acme: Studio, carla: Person, browser: Open) -> Browser:
    return browser(acme, carla)


@pytest.fixture
def team(gallery: Gallery, acme: Studio, alice: Person, browser: Open) -> Browser:
    return browser(acme, alice)


@pytest.fixture
def proofs(gallery: Gallery, carla: Person) -> Gallery:
    """Carla picked four of six proofs, three of which are included."""
    Photo.objects.filter(placements__gallery=gallery).update(state="PROOF")
    change(gallery, mode="soft_proofing")
    visitor = Visitor.objects.get_or_create(person=carla)[0]
    for photo in photos_of(gallery)[:4]:
        Pick.objects.create(visitor=visitor, photo=photo, at=gallery.created_at)
    return gallery


def extras(gallery: Gallery) -> str:
    return f"/extras/{gallery.public_id}/"


def choice(gallery: Gallery) -> str:
    return f"/choice/{gallery.public_id}/"


def tab(gallery: Gallery) -> str:
    return f"/studio/prices/galleries/{gallery.public_id}/deliverables/"


def test_it_shows_the_price_of_one_more_and_puts_it_in_the_cart(
    mine: Browser, gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:3])
    photo = photos_of(gallery)[3]
    page = mine.get(f"{extras(gallery)}?photo={photo.public_id}").content.decode()
    assert "All 3 photos that are included were downloaded." in page
    assert "€15.00" in page
    answer = mine.post(extras(gallery), {"action": "buy", "photo": photo.public_id})
    assert answer["Location"] == "/checkout/"
    assert CartItem.objects.get().photo == photo


def test_it_lets_clients_say_which_are_included(mine: Browser, gallery: Gallery) -> None:
    page = mine.get(extras(gallery)).content.decode()
    assert "Choose your included photos" in page
    chosen = [photo.public_id for photo in photos_of(gallery)[:2]]
    answer = mine.post(extras(gallery), {"action": "include", "photo": chosen}, follow=True)
    assert "Download the 2 photos that are yours" in answer.content.decode()
    assert IncludedPhoto.objects.count() == 2


def test_it_explains_that_nothing_more_is_sold(
    mine: Browser, gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:3])
    change(gallery, upsell=False)
    page = mine.get(extras(gallery)).content.decode()
    assert "Ask the studio" in page
    assert "Buy" not in page


def test_it_sends_a_choice_and_leads_to_paying(mine: Browser, proofs: Gallery) -> None:
    page = mine.get(choice(proofs))
    assert "4 of 3 chosen" in page.content.decode()
    said = {"action": "send", "seen": page.context["seen"], "note": "Please"}
    consents = [each.kind for each in page.context["cost"].consents]
    answer = mine.post(choice(proofs), said | {"consent": consents})
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.public_id}/pay/"
    sent = mine.get(choice(proofs)).content.decode()
    assert "Your choice was sent" in sent
    assert "Pay €15.00" in sent


def test_it_shows_again_what_is_missing_of_a_choice(mine: Browser, proofs: Gallery) -> None:
    answer = mine.post(choice(proofs), {"action": "send"})
    assert answer.status_code in (400, 409)
    assert not Choosing.objects.exists()


def test_it_saves_terms_and_says_what_clients_see(team: Browser, gallery: Gallery) -> None:
    said = {
        "mode": "final_edits", "included": "5", "upsell": "on", "extra_price": "18,00",
        "all_discount": "20", "least": "0",
    }  # fmt: skip
    answer = team.post(tab(gallery), said, follow=True).content.decode()
    assert "Clients download 5 photos for nothing" in answer
    assert "Each one more costs €18.00." in answer
    terms = Deliverables.objects.get()
    assert (terms.included, terms.extra_price, terms.all_discount) == (5, 1800, 20)


def test_it_says_beside_the_field_what_is_wrong_with_terms(team: Browser, gallery: Gallery) -> None:
    answer = team.post(tab(gallery), {"mode": "final_edits", "included": "5", "upsell": "on"})
    assert answer.status_code == 422
    assert "Say what one more costs" in answer.content.decode()


def test_it_shows_the_choice_to_the_team_and_opens_it_again(
    team: Browser, mine: Browser, proofs: Gallery
) -> None:
    api = f"/api/v1/galleries/{proofs.public_id}/choice/"
    consents = ["digital_consent", "digital_acknowledgement"]
    mine.post(api, {"consents": consents}, content_type="application/json")
    assert "Choice, round 1" in team.get(tab(proofs)).content.decode()
    assert "1 choice of photos was sent" in team.get("/studio/").content.decode()
    again = f"/studio/prices/galleries/{proofs.public_id}/choice/reopening/"
    page = team.post(again, {"tell": "on"}, follow=True).content.decode()
    assert "Choice, round 2" in page
    assert "opened again" in page


def test_it_tells_programs_what_is_left_and_sells_them_more(
    mine: Browser, gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:3])
    address = f"/api/v1/galleries/{gallery.public_id}/deliverables/"
    told: dict[str, Any] = mine.get(address).json()
    assert (told["included"], told["taken"], told["left"], told["beyond"]) == (3, 3, 0, 3)
    assert told["extra_price"] == {"amount": 1500, "currency": "EUR"}
    cart = mine.post(f"{address}extras/", {"all": True}, content_type="application/json").json()
    assert len(cart["items"]) == 3


def test_it_hides_everything_from_who_may_not_enter(
    gallery: Gallery, acme: Studio, browser: Open
) -> None:
    stranger = browser(acme)
    for address in (extras(gallery), choice(gallery)):
        assert stranger.get(address).status_code == 404


def test_it_stands_at_the_door_of_downloads(mine: Browser, team: Browser, gallery: Gallery) -> None:
    addresses = [
        f"/galleries/{gallery.public_id}/photos/{photo.public_id}/download/"
        for photo in photos_of(gallery)[:4]
    ]
    assert {team.get(address).status_code for address in addresses} == {302}
    assert not IncludedPhoto.objects.exists()
    assert [mine.get(address).status_code for address in addresses] == [302, 302, 302, 402]
    page = mine.get(addresses[3]).content.decode()
    assert f"/extras/{gallery.public_id}/?photo=" in page
    assert mine.get(addresses[0]).status_code == 302


def test_it_shows_how_much_was_taken_above_the_photos(
    mine: Browser, gallery: Gallery, ids: list[int]
) -> None:
    fetch(gallery, ids[:2])
    page = mine.get(f"/galleries/{gallery.public_id}/").content.decode()
    assert "2 of 3 included photos downloaded" in page
    assert "more at €15.00 each" in page
