"""From what a lab asks to what clients pay: the one place where a mark-up is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from modules.labs.models import LabList

# Percent have two decimals.
_WHOLE = 10_000


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Percent on the lab's cost and a fixed part; then up to the next amount that ends so.

    ``fixed``, ``rounding`` and ``ending`` in minor units: 100 and 90 make prices like 12.90.
    """

    percent: Decimal = Decimal(100)
    fixed: int = 0
    rounding: int = 100
    ending: int = 0

    def price(self, cost: int) -> int:
        """The smallest amount with the ending that is not below cost and mark-up."""
        least = -(-(cost * (_WHOLE + int(self.percent * 100))) // _WHOLE) + self.fixed
        return least + (self.ending - least) % self.rounding


def of_list(lab_list: LabList) -> Rule:
    return Rule(
        percent=Decimal(lab_list.markup_percent),
        fixed=lab_list.markup_fixed,
        rounding=lab_list.rounding,
        ending=lab_list.ending,
    )
