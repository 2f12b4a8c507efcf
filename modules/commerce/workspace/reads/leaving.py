"""What leaving copies of an item out would change, before anybody says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.commerce.models import Order, OrderItem
from modules.commerce.services.orders import worth
from modules.commerce.services.paying.starting import TO_PAY

# Above this many copies one types how many stay.
LISTED = 20


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The client gets ``keep`` copies; ``cost`` is of those that are left out, in minor units."""

    keep: int
    cost: int


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """``choices`` from none on; ``is_paid``: money came, so it has to be given back apart."""

    item: OrderItem
    choices: Sequence[Choice]
    is_paid: bool

    @property
    def all(self) -> Choice:
        return self.choices[0]

    @property
    def is_listed(self) -> bool:
        return self.item.kept <= LISTED


def of(order: Order, item: OrderItem) -> Leaving:
    before = _cost(order)
    keeps = range(item.kept) if item.kept <= LISTED else [0]
    return Leaving(
        item=item,
        choices=[Choice(keep=keep, cost=_cost(order, item, keep) - before) for keep in keeps],
        is_paid=bool(order.total) and order.payment not in TO_PAY,
    )


def _cost(order: Order, item: OrderItem | None = None, keep: int = 0) -> int:
    return sum(cost for _row, cost in worth.of_left_out(order, item, keep))
