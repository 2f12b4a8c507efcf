"""What the left out part of an order cost: each copy its share of the line (``docs/money.md``)."""

from __future__ import annotations

from modules.commerce.models import Order, OrderItem, OrderLine, Parcel
from modules.commerce.money import refunding


def of_left_out(
    order: Order, more: OrderItem | None = None, keep: int = 0
) -> list[tuple[OrderLine | Parcel, int]]:
    """Each line and parcel with what the left out part of it cost, in minor units; 0 included.

    ``more``: as if of that item ``keep`` copies stayed. Nothing is changed by it.
    A whole gallery costs the same for each of its files. Shipping is of what was left out when
    nothing of its parcel goes any more.
    """
    items = list(OrderItem.objects.filter(order=order))
    for item in items:
        if more is not None and item.pk == more.pk:
            item.left_out = max(item.left_out, item.quantity - keep)
    lines = list(order.lines.select_related("order"))
    by_line = {line.pk: [item for item in items if item.line_id == line.pk] for line in lines}
    of_lines = [(line, of_line(line, by_line[line.pk])) for line in lines]
    of_parcels: list[tuple[OrderLine | Parcel, int]] = []
    for parcel in order.parcels.select_related("order"):
        inside = [i for line in lines if line.parcel_id == parcel.pk for i in by_line[line.pk]]
        is_empty = bool(inside) and not any(item.kept for item in inside)
        of_parcels.append((parcel, parcel.ordered_gross if is_empty else 0))
    return [*of_lines, *of_parcels]


def of_line(line: OrderLine, items: list[OrderItem]) -> int:
    """What the left out copies of a line cost; ``items`` are all of the line."""
    copies = sum(item.quantity for item in items)
    out = copies - sum(item.kept for item in items)
    return refunding.copies(line.ordered_gross, quantity=copies, before=0, more=out) if out else 0


def kept_copies(line: OrderLine) -> int:
    """How many of a line the client gets: of a whole gallery all or none of its price."""
    items = list(line.items.all())
    if items and not any(item.kept for item in items):
        return 0
    return line.quantity - (items[0].left_out if len(items) == 1 else 0)
