"""One change at a time for each lab order and for the clients' orders that its pieces belong to.

Locks come in one order: clients' orders by id, then lab orders by id.
"""

from __future__ import annotations

from collections.abc import Collection

from modules.commerce import facade as commerce
from modules.labs.models import LabOrder, LabPiece
from safelight.jobs import switches


def lock(lab_order_id: int) -> LabOrder:
    """The lab order as it is now, locked with its clients' orders until the transaction ends."""
    return lock_all([lab_order_id])[0]


def lock_all(lab_order_ids: Collection[int]) -> list[LabOrder]:
    """These lab orders by id. Pieces may come to one just now: their orders are locked as well."""
    held: set[int] = set()
    while True:
        wanted = orders_of(lab_order_ids)
        for order_id in sorted(wanted - held):
            commerce.lock_order(order_id)
        held |= wanted
        rows = LabOrder.objects.select_related("connection").filter(pk__in=lab_order_ids)
        if not switches.is_off("locks"):
            rows = rows.select_for_update(of=("self",))
        found = list(rows.order_by("pk"))
        if orders_of(lab_order_ids) <= held:
            return found


def orders_of(lab_order_ids: Collection[int]) -> set[int]:
    pieces = LabPiece.objects.filter(lab_order__in=lab_order_ids)
    return set(pieces.values_list("item__order", flat=True))
