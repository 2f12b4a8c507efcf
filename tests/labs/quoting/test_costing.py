"""What labs ask for one piece of what is sold."""

from __future__ import annotations

from django.utils import timezone

from modules.commerce import hooks
from modules.commerce.hooks import LabCost, Wanted
from modules.commerce.models import Choice, PriceRow
from modules.labs.models import LabRow, ProductCost
from tests.labs.quoting.pricing import Pricing


def _wanted(row: PriceRow) -> Wanted:
    choice = Choice.objects.get(name="black")
    return Wanted(row_id=row.pk, choices=(choice.public_id,), copies=2)


def test_it_says_what_the_lab_asks_for_the_chosen_variant(lab: Pricing, framed: PriceRow) -> None:
    row = LabRow.objects.get(row=framed)
    LabRow.objects.update(cost=900, cost_currency="EUR")
    wanted = _wanted(framed)
    assert hooks.known_costs(wanted=[wanted]) == {wanted: LabCost(900, "EUR")}
    ProductCost.objects.create(
        product=row.product, variant='{"color":"black"}', country="", amount=1100,
        currency="EUR", asked_at=timezone.now(),
    )  # fmt: skip
    assert hooks.known_costs(wanted=[wanted]) == {wanted: LabCost(1100, "EUR")}


def test_it_says_nothing_of_what_no_lab_makes(lab: Pricing, framed: PriceRow) -> None:
    LabRow.objects.all().delete()
    assert hooks.known_costs(wanted=[_wanted(framed)]) == {}
