"""What lab orders cost the studio, by the lines of clients' orders that they were made for."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from modules.commerce import facade as commerce
from modules.commerce.hooks import MakingCost
from modules.labs.models import LabCharge, LabOrder, LabPiece, LabState
from safelight.kernel.hooks import impl


@impl
def making_costs(since: datetime, until: datetime) -> list[MakingCost]:
    """What labs billed; where none has yet, what the lab order was expected to cost.

    A lab order of several clients' orders is split over its pieces by what they were sold for.
    """
    placed = {"item__order__placed_at__gte": since, "item__order__placed_at__lt": until}
    asked = set(LabPiece.objects.filter(**placed).values_list("lab_order", flat=True))
    rows = LabPiece.objects.filter(lab_order__in=asked).order_by("pk")
    pieces = defaultdict(list)
    for lab_order, line, at, retail, copies in rows.values_list(
        "lab_order", "item__line", "item__order__placed_at", "retail", "copies"
    ):
        pieces[lab_order].append((line, since <= at < until, (retail or 1) * copies))
    return [
        MakingCost(line_id=line, amount=share, currency=currency)
        for (lab_order, currency), amount in _billed(asked).items()
        for (line, is_asked, _weight), share in zip(
            pieces[lab_order],
            _split(amount, [weight for _line, _asked, weight in pieces[lab_order]]),
            strict=True,
        )
        if is_asked and share
    ]


def _billed(ids: set[int]) -> dict[tuple[int, str], int]:
    """By lab order and currency."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    charges = LabCharge.objects.filter(lab_order__in=ids)
    for lab_order, currency, amount in charges.values_list("lab_order", "currency", "amount"):
        found[lab_order, currency] += amount
    billed = {lab_order for lab_order, _currency in found}
    expected = LabOrder.objects.filter(pk__in=ids - billed, quoted__gt=0)
    for lab in expected.exclude(state=LabState.CANCELLED):
        found[lab.pk, lab.currency] += lab.quoted or 0
    return found


def _split(amount: int, weights: list[int]) -> list[int]:
    """As ``commerce.allocate``, for what the lab gave back too."""
    sign = -1 if amount < 0 else 1
    return [sign * part for part in commerce.allocate(abs(amount), weights)]
