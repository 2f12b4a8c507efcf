"""What labs say before anything is bought: prices of sending, and who makes what."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from modules.commerce.hooks import Wanted
from modules.commerce.models import Choice, PriceRow
from modules.commerce.services.offers import Offer, places
from modules.commerce.site.printed import editor
from modules.labs.contract import (
    Away,
    Money,
    Quoted,
    Refused,
    Way,
)
from modules.labs.models import (
    LabConnection,
    LabProduct,
    LabQuote,
    LabWay,
)
from modules.labs.services import quoting
from modules.labs.services.quoting import asking, knowing
from tests.labs.quoting.pricing import Pricing, offer_way, variant

NOW = timezone.now


def _wanted(row: PriceRow, color: str = "black", copies: int = 1) -> Wanted:
    choice = Choice.objects.get(name=color)
    return Wanted(row_id=row.pk, choices=(choice.public_id,), copies=copies)


def _ask(parcels: dict[int, list[Wanted]], country: str = "DE") -> None:
    quoting.ask(parcels, country=country, currency="EUR")


def _known(parcels: dict[int, list[Wanted]], country: str = "DE") -> dict[int, int | None]:
    found = quoting.known(parcels, country=country, currency="EUR")
    return {profile: sending.amount for profile, sending in found.items()}


def test_it_asks_once_for_all_ways(lab: Pricing, framed: PriceRow) -> None:
    standard, express = offer_way(framed), offer_way(framed, "Express")
    parcels = {way.pk: [_wanted(framed, copies=2)] for way in (standard, express)}
    _ask(parcels)
    _ask(parcels)
    assert _known(parcels) == {standard.pk: 700, express.pk: 1700}
    (asked,) = lab.asked
    assert asked[0][0].sku == "FRAME-30x20"
    assert asked[0][0].attributes == {"color": "black"}


def test_it_says_how_long_it_takes(lab: Pricing, framed: PriceRow) -> None:
    parcels = {offer_way(framed).pk: [_wanted(framed)]}
    free = Money(0, "EUR")
    way = Way(method="Standard", name="Standard", items=free, shipping=free, days=(3, 5))
    lab.answer = Quoted(ways=(way,))
    _ask(parcels)
    (sending,) = quoting.known(parcels, country="DE", currency="EUR").values()
    assert (sending.amount, sending.days) == (0, (3, 5))


def test_it_says_how_long_it_takes_as_the_studio_knows_it(lab: Pricing, framed: PriceRow) -> None:
    profile = offer_way(framed, days_least=4, days_most=6)
    parcels = {profile.pk: [_wanted(framed)]}
    (unasked,) = quoting.known(parcels, country="DE", currency="EUR").values()
    assert (unasked.amount, unasked.days) == (None, (4, 6))
    _ask(parcels)
    (sending,) = quoting.known(parcels, country="DE", currency="EUR").values()
    assert (sending.amount, sending.days) == (600, (4, 6))


def test_it_adds_the_studios_markup(lab: Pricing, framed: PriceRow) -> None:
    way = offer_way(framed, markup_percent=10, markup_fixed=50)
    parcels = {way.pk: [_wanted(framed)]}
    _ask(parcels)
    assert _known(parcels) == {way.pk: 710}


@given(amount=st.integers(0, 10**7), percent=st.integers(0, 99999), fixed=st.integers(0, 10**5))
def test_it_rounds_a_markup_once(amount: int, percent: int, fixed: int) -> None:
    way = LabWay(markup_percent=Decimal(percent) / 100, markup_fixed=fixed)
    exact = Fraction(amount * (10_000 + percent), 10_000) + fixed
    assert abs(knowing.with_markup(amount, way) - exact) <= Fraction(1, 2)


def test_it_tells_baskets_apart(lab: Pricing, framed: PriceRow) -> None:
    way = offer_way(framed)
    _ask({way.pk: [_wanted(framed)]})
    for other in (_wanted(framed, copies=2), _wanted(framed, "white")):
        assert _known({way.pk: [other]}) == {}
    assert _known({way.pk: [_wanted(framed)]}, country="CH") == {}


@pytest.mark.parametrize(
    "answer",
    [
        Away(sentence="It is down."),
        Refused(sentence="It does not make that."),
        RuntimeError("an adapter that breaks"),
        Quoted(
            ways=(
                Way(method="Standard", name="S", items=Money(1, "USD"), shipping=Money(5, "USD")),
            )
        ),
    ],
)
def test_it_knows_nothing_where_the_lab_names_no_price(
    answer: Quoted | Refused | Away | Exception, lab: Pricing, framed: PriceRow
) -> None:
    lab.answer = answer
    parcels = {offer_way(framed).pk: [_wanted(framed)]}
    for _ in range(2):  # A lab that is away is left alone for a minute.
        _ask(parcels)
    assert len(lab.asked) == 1
    assert _known(parcels) == {}


def test_it_does_not_wait_for_a_slow_lab(
    lab: Pricing, framed: PriceRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    lab.hold.clear()
    parcels = {offer_way(framed).pk: [_wanted(framed)]}
    _ask(parcels)
    lab.hold.set()
    assert _known(parcels) == {}


def test_it_keeps_a_price_for_a_day_and_asks_again_after_hours(
    lab: Pricing, framed: PriceRow
) -> None:
    parcels = {offer_way(framed).pk: [_wanted(framed)]}
    _ask(parcels)
    LabQuote.objects.update(quoted_at=NOW() - timedelta(hours=3))
    lab.answer = None
    assert list(_known(parcels).values()) == [600]
    _ask(parcels)
    assert len(lab.asked) == 2
    LabQuote.objects.update(quoted_at=NOW() - timedelta(hours=25))
    assert _known(parcels) == {}


def test_it_says_who_makes_it_at_which_size_and_where_it_is_sent(framed: PriceRow) -> None:
    black, white = _wanted(framed), _wanted(framed, "white")
    made = quoting.made([black, white])
    assert made[black].ships_to == frozenset({"DE", "CH"})
    assert made[white].ships_to == frozenset({"DE"})
    assert (made[black].lab, made[black].pixels, made[black].wrap) == ("Pricing", (3661, 2480), 3)


def test_it_makes_no_variant_that_the_lab_does_not(framed: PriceRow) -> None:
    assert quoting.made([_wanted(framed, "gold")]) == {}
    whole = Wanted(row_id=framed.pk, choices=(), copies=1)
    assert quoting.made([whole])[whole].ships_to == frozenset({"DE", "CH"})


@pytest.mark.parametrize("lost", ["product", "connection"])
def test_it_makes_nothing_that_is_gone(lost: str, framed: PriceRow) -> None:
    if lost == "product":
        LabProduct.objects.update(gone_at=NOW())
    else:
        LabConnection.objects.update(disconnected_at=NOW())
    assert quoting.made([_wanted(framed)]) == {}


def test_it_shapes_a_print_by_what_is_chosen_with_it(framed: PriceRow) -> None:
    """Only the white one is printed round its edge."""
    larger = variant("white", ["DE"]) | {"pixels": {"default": [3800, 2600]}}
    LabProduct.objects.update(variants=[variant("black", ["DE"]), larger])
    (row,) = places.lists([framed.price_list_id])[framed.price_list_id].rows.all()
    papers = editor.papers_of([Offer(price_list=row.price_list, rows=(row,))])
    black = papers[f"{row.public_id} {Choice.objects.get(name='black').public_id}"]
    assert (black.area, black.edge) == ((3661, 2480), 0)
    white = papers[row.public_id]
    assert white.area == (3800, 2600)
    assert white.edge > 0
