"""Turning the downloads of one order off, and on again. Links that are out end at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.commerce.models import Order, Withdrawal
from modules.commerce.services.orders import locking, revisions, trail
from safelight.accounts.models import Person


def withdraw(*, order: Order, by: Person, at: datetime) -> Order:
    """Let nobody fetch anything of this order; where that is so already, nothing happens."""
    # The withdrawal, the revision and the history appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        if is_withdrawn(locked):
            return locked
        Withdrawal.objects.create(order=locked, by=by, at=at)
        _note(locked, "links_withdrawn", by, at)
    return locked


def restore(*, order: Order, by: Person, at: datetime) -> Order:
    """Take a withdrawal back; where there is none, nothing happens."""
    with transaction.atomic():  # As in withdraw.
        locked = locking.lock(order.pk)
        if locked.withdrawals.filter(ended_at=None).update(ended_at=at):
            _note(locked, "links_restored", by, at)
    return locked


def is_withdrawn(order: Order) -> bool:
    return Withdrawal.objects.filter(order=order, ended_at=None).exists()


def _note(order: Order, verb: str, by: Person, at: datetime) -> None:
    revisions.raise_for([order.pk])
    trail.record(order=order, verb=verb, by=by, at=at)
