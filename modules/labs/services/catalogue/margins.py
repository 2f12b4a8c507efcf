"""What is left of a price when the lab is paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from modules.commerce import facade as commerce
from modules.labs.models import LabList, LabRow, ProductCost
from modules.labs.services.catalogue import applying, choices, listed, reckoning
from modules.labs.services.catalogue.listed import Listed
from modules.labs.services.catalogue.selling import label as labelled


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Of the variant that leaves least, at home; minor units, ``net`` without tax.

    ``cost`` is None while it is not known; in another currency than the studio's nothing is
    reckoned.
    """

    lab_row: LabRow
    retail: int
    net: int
    cost: ProductCost | None
    variant: str
    is_comparable: bool

    @property
    def left(self) -> int:
        assert self.cost is not None
        return self.net - self.cost.amount

    @property
    def percent(self) -> Decimal:
        """Of what the client pays without tax."""
        return (Decimal(self.left * 100) / self.net).quantize(Decimal(1)) if self.net else Decimal()

    @property
    def is_below(self) -> bool:
        return self.is_comparable and self.left < 0


def of_list(lab_list: LabList, *, currency: str) -> list[Margin]:
    """Of every row that is sold, in the list's order."""
    meant = choices.of_lists([lab_list.price_list_id])
    extras = {(each.attribute, each.value): each.choice.extra for each in meant}
    found = listed.of(applying.rows_of(lab_list))
    nets = _nets(lab_list, found, extras)
    return [_least(each, nets, extras, currency) for each in found]


def _nets(
    lab_list: LabList, found: list[Listed], extras: dict[reckoning.Choice, int]
) -> dict[int, int]:
    """Retail prices to what is left of them without tax, all in one go."""
    prices = {
        each.lab_row.row.amount + reckoning.extra_of(chosen, extras)
        for each in found
        for chosen, _cost in [*each.costs, ({}, None)]
    }
    ordered = sorted(prices)
    return dict(zip(ordered, commerce.net_at_home(lab_list.price_list, ordered), strict=True))


def _least(
    each: Listed, nets: dict[int, int], extras: dict[reckoning.Choice, int], currency: str
) -> Margin:
    plain = each.lab_row.row.amount
    choices = [
        Margin(
            lab_row=each.lab_row, retail=retail, net=nets[retail], cost=cost,
            variant=", ".join(map(labelled, chosen.values())),
            is_comparable=cost.currency == currency,
        )
        for chosen, cost in each.costs
        for retail in [plain + reckoning.extra_of(chosen, extras)]
    ]  # fmt: skip
    nothing = Margin(
        lab_row=each.lab_row, retail=plain, net=nets[plain], cost=None, variant="",
        is_comparable=False,
    )  # fmt: skip
    return min(choices, key=lambda margin: margin.left, default=nothing)
