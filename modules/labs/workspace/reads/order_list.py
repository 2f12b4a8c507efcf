"""The list of lab orders: what the address asks for, with counts of each choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.models import Order
from modules.labs import selectors
from modules.labs.models import LabConnection, LabOrder, LabPiece, LabState

Filter = Callable[[QuerySet[LabOrder]], QuerySet[LabOrder]]


def _in(state: LabState) -> Filter:
    return lambda rows: rows.filter(state=state)


SHOWS: dict[str, tuple[Any, Filter]] = {
    "": (pgettext_lazy("lab orders", "All"), lambda rows: rows),
    "needs-you": (_("Needs you"), selectors.needing_a_person),
    "waiting": (_("Waiting to be sent"), _in(LabState.WAITING)),
    "sending": (_("Being sent"), _in(LabState.SENDING)),
    "at-lab": (_("At the lab"), _in(LabState.AT_LAB)),
    "done": (pgettext_lazy("lab order", "Shipped"), _in(LabState.DONE)),
    "cancelled": (_("Cancelled"), _in(LabState.CANCELLED)),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    lab_order: LabOrder
    copies: int
    orders: list[Order]


def found(request: HttpRequest) -> QuerySet[LabOrder]:
    """The lab orders that fit ``show`` and ``lab``; unknown values are passed over."""
    _title, narrowed = SHOWS.get(request.GET.get("show", ""), SHOWS[""])
    return narrowed(_of_lab(request)).select_related("connection")


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """One for each choice of ``show``, with how many there are of the chosen lab."""
    shown, rows = request.GET.get("show", ""), _of_lab(request)
    made = []
    for name, (title, narrowed) in SHOWS.items():
        query = request.GET.copy()
        for each in ("after", "before", "show"):
            query.pop(each, None)
        if name:
            query["show"] = name
        url = f"{request.path}?{query.urlencode()}"
        count = narrowed(rows).count()
        if count or name in ("", shown):
            current = name == (shown if shown in SHOWS else "")
            made.append({"title": title, "url": url, "current": current, "count": count})
    return made


def labs(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """(public id, name, whether it is chosen) of labs that anything was sent to."""
    chosen = request.GET.get("lab", "")
    rows = LabConnection.objects.filter(orders__isnull=False).distinct()
    return [(row.public_id, row.name, row.public_id == chosen) for row in rows]


def rows(lab_orders: Sequence[LabOrder]) -> list[Row]:
    """With their pieces and the clients' orders, in two queries."""
    pieces = LabPiece.objects.filter(lab_order__in=lab_orders).values_list(
        "lab_order", "item__order", "copies"
    )
    orders = Order.objects.in_bulk({order_id for _id, order_id, _copies in pieces})
    by_lab_order: dict[int, list[tuple[int, int]]] = {}
    for lab_order_id, order_id, copies in pieces:
        by_lab_order.setdefault(lab_order_id, []).append((order_id, copies))
    return [_row(each, by_lab_order.get(each.pk, []), orders) for each in lab_orders]


def _row(lab_order: LabOrder, pieces: list[tuple[int, int]], orders: dict[int, Order]) -> Row:
    ids = dict.fromkeys(order_id for order_id, _copies in pieces)
    return Row(
        lab_order=lab_order,
        copies=sum(copies for _order, copies in pieces),
        orders=[orders[order_id] for order_id in ids],
    )


def _of_lab(request: HttpRequest) -> QuerySet[LabOrder]:
    lab = request.GET.get("lab", "").replace("\0", "")
    rows = LabOrder.objects.all()
    return rows.filter(connection__public_id=lab) if lab else rows
