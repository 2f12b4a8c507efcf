"""A cart with prints of labs: parcels, their prices, and labs that do not answer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from modules.commerce.models import CartItem, Offering, Order, PriceList, PriceRow
from modules.commerce.services import carts, quoting
from modules.commerce.services.orders import placing
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.quoting import Quote
from modules.gallery.models import Gallery
from modules.labs.contract import Away
from modules.labs.models import LabQuote
from safelight.accounts.models import Person
from tenants.models import EnabledModule, Studio
from tests.commerce.checkout.buying import BERLIN, cart_of, live_at, put
from tests.commerce.factories import customer, shop
from tests.commerce.selling import ask, tier
from tests.labs.quoting.pricing import Pricing, offer_way, sell_framed


@pytest.fixture
def gallery(inside_acme: Studio, carla: Person) -> Gallery:
    EnabledModule.objects.get_or_create(studio=inside_acme, module="labs")
    return shop(carla, photos=1)


@pytest.fixture
def who(gallery: Gallery, carla: Person) -> Customer:
    return customer(carla)


def _buy(who: Customer, gallery: Gallery, row: PriceRow, color: str = "black") -> CartItem:
    Offering.objects.get_or_create(price_list=row.price_list, gallery=gallery)
    choice = row.price_list.options.get().choices.get(name=color)
    item = put(who, row, gallery=gallery, choices=[choice.public_id])
    live_at(who, shipping=BERLIN)
    return item


def _look(who: Customer) -> Quote:
    return quoting.look(
        cart=cart_of(who), viewer=who.viewer, person=who.person, at=timezone.now()
    )  # fmt: skip


def test_it_asks_the_lab_and_takes_its_price(
    who: Customer, gallery: Gallery, framed: PriceRow
) -> None:
    offer_way(framed, markup_fixed=100)
    _buy(who, gallery, framed)
    found = _look(who)
    assert not found.lost
    assert found.priced.shipping == 700


def test_it_says_how_long_it_takes_at_the_profile_s_own_price(
    who: Customer, gallery: Gallery, framed: PriceRow, lab: Pricing
) -> None:
    lab.answer = Away(sentence="It is down.")
    ask(offer_way(framed, days_least=3, days_most=5), {tier("Parcel", 1): 490})
    _buy(who, gallery, framed)
    (parcel,) = _look(who).parcels.values()
    assert (parcel.amount, parcel.days) == (490, (3, 5))


def test_it_says_that_the_lab_does_not_answer_and_blocks_nothing_else(
    who: Customer, gallery: Gallery, framed: PriceRow, lab: Pricing
) -> None:
    lab.answer = Away(sentence="It is down.")
    offer_way(framed)
    _buy(who, gallery, framed)
    put(who, _download(gallery), gallery=gallery)
    found = _look(who)
    (lost,) = found.lost
    assert "Try again in a minute" in lost.problem
    assert found.priced.total == 1500


def test_it_takes_the_profiles_own_price_while_the_lab_is_away(
    who: Customer, gallery: Gallery, framed: PriceRow, lab: Pricing
) -> None:
    lab.answer = Away(sentence="It is down.")
    ask(offer_way(framed), {tier("Parcel", 1): 900})
    _buy(who, gallery, framed)
    assert _look(who).priced.shipping == 900


def test_it_refuses_countries_that_the_variant_is_not_sent_to(
    who: Customer, gallery: Gallery, framed: PriceRow
) -> None:
    offer_way(framed)
    _buy(who, gallery, framed, "white")
    live_at(who, shipping=BERLIN | {"country": "CH"})
    (lost,) = _look(who).lost
    assert lost.problem == "This is not sent to Switzerland."


def test_it_packs_what_two_labs_make_apart(
    who: Customer, gallery: Gallery, framed: PriceRow
) -> None:
    other = sell_framed(name="Others")
    for row in (framed, other):
        offer_way(row)
        _buy(who, gallery, row)
    found = _look(who)
    assert [parcel.amount for parcel in found.parcels.values()] == [600, 600]


def test_it_asks_for_each_parcel_where_the_client_splits_them(
    who: Customer, gallery: Gallery, framed: PriceRow
) -> None:
    offer_way(framed)
    express = offer_way(framed, "Express")
    _buy(who, gallery, framed)
    white = _buy(who, gallery, framed, "white")
    assert [each.amount for each in _look(who).parcels.values()] == [700]
    carts.change(
        viewer=who.viewer, visitor=who.visitor, item_public_id=white.public_id,
        to=carts.Change(shipping=express.public_id),
    )  # fmt: skip
    assert sorted(each.amount for each in _look(who).parcels.values()) == [600, 1600]


def test_it_places_nothing_at_another_price_than_was_seen(
    who: Customer, gallery: Gallery, framed: PriceRow
) -> None:
    offer_way(framed)
    _buy(who, gallery, framed)
    seen = _look(who).digest
    quote = LabQuote.objects.get()
    quote.ways[0]["shipping"]["amount"] += 1
    quote.save(update_fields=["ways"])
    with pytest.raises(placing.CartHasChanged):
        placing.place_order(customer=who, note="", key="", at=timezone.now(), seen=seen)
    assert not Order.objects.exists()


def _download(gallery: Gallery) -> PriceRow:
    made = PriceList.objects.create(kind="download", name="Files")
    Offering.objects.create(price_list=made, gallery=gallery)
    row: PriceRow = PriceRow.objects.create(price_list=made, name="Full size", amount=1500)
    return row
