"""B13, rows 187 and 190: parcels by profile, the highest tier once, territories and Default."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone

from modules.commerce.models import PriceList, PriceRow, ShippingProfile, ShippingTier
from modules.commerce.services.costs import shipping
from modules.commerce.services.costs.shipping import Goods
from tenants.models import Studio
from tests.commerce.money.document import examples
from tests.commerce.selling import ask, price_list, price_row, profile, territory, tier

# Example 9 of docs/money.md.
EXAMPLE = examples()[9]
FIGURES = {
    row["to"]: {to: EXAMPLE.minor(row[to]) for to in list(row)[1:]} for row in EXAMPLE.table("to")
}


@dataclass(frozen=True)
class Prints:
    """The studio of B13."""

    of: PriceList
    small: PriceRow
    large: PriceRow
    standard: ShippingProfile
    expedited: ShippingProfile
    tiers: tuple[ShippingTier, ShippingTier]


@pytest.fixture
def prints(inside_acme: Studio) -> Prints:
    small, large = tier("small", 1), tier("large", 2)
    of = price_list(shipping_tier=small)
    standard, expedited = profile("Standard", of), profile("Expedited", of, position=1)
    ask(standard, {large: 1200, small: 400})
    ask(expedited, {large: 3000, small: 900})
    ask(standard, {large: 2500, small: 1100}, to=territory("Alps", "CH", "LI"))
    framed = price_row(of, name="Framed, 60 × 90 cm", shipping_tier=large)
    return Prints(of, price_row(of), framed, standard, expedited, (small, large))


def _order(prints: Prints, *, of_the_four: int = 4) -> list[Goods]:
    """One large framed print and ``of_the_four`` small ones Standard, two small ones Expedited."""
    return [
        Goods("large", prints.large, prints.standard.pk),
        *[Goods(f"small {n}", prints.small, prints.standard.pk) for n in range(of_the_four)],
        *[Goods(f"quick {n}", prints.small, prints.expedited.pk) for n in range(2)],
    ]


def _costs(goods: list[Goods], country: str) -> dict[str, int]:
    parcels = shipping.pack(goods, found=shipping.methods(goods, country=country))
    return {parcel.profile.name: parcel.amount for parcel in parcels}


@pytest.mark.parametrize("country", ["DE", "CH"])
def test_b13_it_charges_the_highest_tier_of_each_profile_once(country: str, prints: Prints) -> None:
    costs = _costs(_order(prints), country)
    assert costs | {"together": sum(costs.values())} == FIGURES[country]


def test_b13_it_charges_the_same_for_400_small_prints_as_for_4(prints: Prints) -> None:
    assert _costs(_order(prints, of_the_four=400), "CH") == _costs(_order(prints), "CH")


def test_b13_it_takes_default_where_a_country_has_no_price_of_its_own(prints: Prints) -> None:
    assert _costs([Goods(1, prints.small)], "LI") == {"Standard": 1100}
    assert _costs([Goods(1, prints.small)], "BR") == {"Standard": 400}


def test_b13_it_offers_no_profile_without_a_price_and_without_default(prints: Prints) -> None:
    islands = profile("Islands", prints.of)
    ask(islands, {prints.tiers[0]: 700}, to=territory("Islands", "IS"))
    goods = [Goods("small", prints.small), Goods("large", prints.large)]
    found = shipping.methods(goods, country="IS")
    names = {key: [way.profile.name for way in ways or ()] for key, ways in found.items()}
    assert names["small"] == ["Standard", "Islands", "Expedited"]
    assert names["large"] == ["Standard", "Expedited"]
    ways = shipping.methods(goods, country="DE")["small"] or ()
    assert islands not in [way.profile for way in ways]


def test_it_says_which_goods_cannot_be_sent_at_all(inside_acme: Studio) -> None:
    of = price_list()
    profile("Nowhere", of)
    goods = [Goods(1, price_row(of))]
    found = shipping.methods(goods, country="DE")
    assert found == {1: ()}
    assert shipping.pack(goods, found=found) == []


@pytest.mark.parametrize("kind", ["download", "gallery"])
def test_it_ships_no_files(kind: str, prints: Prints) -> None:
    files = price_list(kind)
    files.shipping_profiles.add(prints.standard)
    assert shipping.methods([Goods(1, price_row(files))], country="DE") == {1: None}


def test_it_ships_nothing_of_lists_without_profiles(prints: Prints) -> None:
    workshop = price_row(price_list("product"))
    assert shipping.methods([Goods(1, workshop)], country="DE") == {1: None}


def test_it_lets_goods_be_picked_up_for_nothing_or_for_a_price(prints: Prints) -> None:
    at_the_studio = profile("Studio", prints.of, kind="pick-up", instructions="Mon–Fri 9–17")
    goods = [Goods(1, prints.large, at_the_studio.pk)]
    assert _costs(goods, "BR") == {"Studio": 0}
    ask(at_the_studio, {prints.tiers[1]: 250})
    assert _costs(goods, "BR") == {"Studio": 250}


def test_it_takes_another_way_where_the_chosen_one_is_withdrawn(prints: Prints) -> None:
    prints.expedited.withdrawn_at = timezone.now()
    prints.expedited.save(update_fields=["withdrawn_at"])
    assert _costs([Goods(1, prints.small, prints.expedited.pk)], "DE") == {"Standard": 400}


def test_it_takes_the_lowest_tier_where_none_is_named(prints: Prints) -> None:
    other = price_list(name="Cards")
    other.shipping_profiles.add(prints.standard)
    assert _costs([Goods(1, price_row(other))], "DE") == {"Standard": 400}


def test_it_asks_the_same_number_of_queries_for_many_lines(
    prints: Prints, django_assert_num_queries: object
) -> None:
    goods = _order(prints, of_the_four=50)
    with django_assert_num_queries(5):  # type: ignore[operator]
        shipping.pack(goods, found=shipping.methods(goods, country="DE"))
