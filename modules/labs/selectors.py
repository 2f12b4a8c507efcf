"""Reads of lab orders that pages, API and hooks share."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from modules.labs.models import LabOrder, LabState

# Nothing happens to these before somebody decides: those that stopped, and those without an end.
_WAITS = Q(state=LabState.WAITING, decide_by=None)


def needing_a_person(rows: QuerySet[LabOrder]) -> QuerySet[LabOrder]:
    return rows.filter(Q(state=LabState.STOPPED) | _WAITS)


def of_order(order_id: int) -> QuerySet[LabOrder]:
    """Every lab order that a client's order has, or had, something in."""
    rows = LabOrder.objects.filter(pieces__item__order=order_id).distinct()
    return rows.select_related("connection").order_by("pk")
