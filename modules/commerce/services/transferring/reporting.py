"""How far the orders of a gallery are: what was ordered, what is transferred, who was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from modules.commerce.models import Life, Order, OrderItem, TransferNotice
from modules.commerce.services.delivery import rights
from modules.commerce.services.transferring import claiming


@dataclass(frozen=True, kw_only=True)
class Line:
    """One order. ``missing``: names of photos that it has paid for and that have no final yet.

    ``is_open``: paid, or forced, so that its client may have what is there.
    """

    order: Order
    photos: int
    transferred: int
    missing: tuple[str, ...]
    is_open: bool
    told_at: datetime | None

    @property
    def is_complete(self) -> bool:
        return self.is_open and self.transferred == self.photos

    @property
    def is_due(self) -> bool:
        """Whether *Notify clients* tells this client."""
        return self.is_complete and self.told_at is None


@dataclass(frozen=True, kw_only=True)
class Report:
    """``lines``: the newest order first."""

    lines: tuple[Line, ...]

    @property
    def due(self) -> list[Line]:
        return [line for line in self.lines if line.is_due]

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines if line.told_at is not None]

    @property
    def partial(self) -> list[Line]:
        """Not told yet, with some finals there and some missing."""
        return [
            line
            for line in self.lines
            if line.told_at is None and line.is_open and line.transferred and not line.is_complete
        ]

    @property
    def waiting(self) -> list[Line]:
        """The others: not paid, or nothing of it transferred."""
        known = [*self.due, *self.told, *self.partial]
        return [line for line in self.lines if line not in known]

    @property
    def missing(self) -> list[str]:
        """Names that were ordered and have no final, each once."""
        return sorted({name for line in self.lines for name in line.missing})


def report(*, gallery_id: int, with_prints: bool, transferred: Collection[int]) -> Report:
    """``transferred``: ids of photos that have a final. A fixed number of queries, and one or two
    for each order that was paid for."""
    orders = Order.objects.filter(life=Life.OPEN, items__gallery=gallery_id).distinct()
    wanted: dict[int, dict[int, str]] = defaultdict(dict)
    rows = claiming.ordered_items(orders, gallery_id=gallery_id, with_prints=with_prints)
    for item in rows.order_by("pk"):
        wanted[item.order_id][item.photo_id or 0] = item.name
    open_items: dict[int, set[int]] = defaultdict(set)
    for paid in claiming.paid_items(orders, gallery_id=gallery_id, with_prints=with_prints):
        open_items[paid.order_id].add(paid.photo_id or 0)
    told = dict(TransferNotice.objects.filter(gallery=gallery_id).values_list("order_id", "at"))
    found = [order for order in orders.order_by("-number") if wanted[order.pk]]
    return Report(
        lines=tuple(
            _line(order, wanted[order.pk], open_items[order.pk], transferred, told.get(order.pk))
            for order in found
        )
    )


def _line(
    order: Order,
    wanted: dict[int, str],
    paid: set[int],
    transferred: Collection[int],
    told_at: datetime | None,
) -> Line:
    is_open = bool(paid) and rights.may_fetch(order)
    # What was refunded alone is nobody's to fetch any more; of an unpaid order all of it counts.
    counted = paid if is_open else wanted.keys()
    missing = [wanted[photo_id] for photo_id in counted if photo_id not in transferred]
    return Line(
        order=order,
        photos=len(counted),
        transferred=len(counted) - len(missing),
        missing=tuple(sorted(missing)),
        is_open=is_open,
        told_at=told_at,
    )


def items_there(
    order: Order, *, gallery_id: int, with_prints: bool, transferred: Collection[int]
) -> list[OrderItem]:
    """The items of an order whose finals may be fetched now."""
    if not rights.may_fetch(order):
        return []
    paid = claiming.paid_items([order], gallery_id=gallery_id, with_prints=with_prints)
    return [item for item in paid if item.photo_id in transferred]
