"""Asking labs how far their orders are: news may be lost, and some labs send none."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from modules.labs import contract
from modules.labs.models import LabOrder, LabState
from modules.labs.services import connecting
from modules.labs.services.ordering import applying
from safelight import jobs

ASK = "labs.ask_how_far"
# Right after sending most goes wrong; later a lab needs days.
SOON, FRESH = timedelta(minutes=15), timedelta(hours=2)
LATER = timedelta(hours=3)
_THERE = (LabState.AT_LAB, LabState.STOPPED)


def ask_all(*, at: datetime) -> int:
    """Ask for every order that a lab has and that was not asked for lately, by jobs; how many."""
    fresh = Q(first_sent_at__gt=at - FRESH, asked_at__lte=at - SOON)
    due = Q(asked_at=None) | Q(asked_at__lte=at - LATER) | fresh
    rows = LabOrder.objects.filter(due, state__in=_THERE, connection__disconnected_at=None)
    ids = list(rows.exclude(lab_id="").values_list("pk", flat=True))
    with transaction.atomic():  # A job is a row and wants a transaction.
        for pk in ids:
            jobs.enqueue(ASK, key=str(pk), lab_order_id=pk)
    return len(ids)


def ask(*, lab_order_id: int, at: datetime) -> None:
    """Ask the lab and take over what it says. Where it is away, the next round asks again."""
    rows = LabOrder.objects.filter(pk=lab_order_id, state__in=_THERE).exclude(lab_id="")
    lab_order = rows.select_related("connection").first()
    if lab_order is None:
        return
    account = connecting.account_of(lab_order.connection)
    answer = connecting.lab_of(lab_order.connection).status(account, lab_id=lab_order.lab_id)
    if isinstance(answer, contract.Away):
        return
    LabOrder.objects.filter(pk=lab_order.pk).update(asked_at=at)
    if isinstance(answer, contract.Progress):
        applying.apply(lab_order_id=lab_order.pk, progress=answer, at=at, is_whole=True)
