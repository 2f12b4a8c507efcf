"""Leaving something out of an open order, or some copies of it: the client does not get them.

The copies can be sold again and rights to them end. What is not paid yet falls by what they cost
(``docs/money.md``, rule 8); money that came stays, and giving it back is a step of its own
(``paying.of_left_out``).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.commerce.events import LinesLeftOut, PrintsLeftOut
from modules.commerce.models import Order, OrderItem
from modules.commerce.services import stock
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import cancelling, locking, releasing, revisions, trail, worth
from modules.commerce.services.paying import ledger
from modules.commerce.services.paying.starting import TO_PAY
from safelight import outbox
from safelight.accounts.models import Person


def leave_out(*, item: OrderItem, by: Person | None, at: datetime, keep: int = 0) -> OrderItem:
    """Let the client get at most ``keep`` copies of an undelivered item; fewer stay fewer.

    A session by which the client may be paying the old amount is closed right after the commit, by
    a job; money that comes by it after all counts, and shows as more than was due. Raises
    ``TransitionNotAllowed`` for what is delivered, at a lab, or just being prepared.
    """
    # The item, the stock, what is due, the order's fulfilment and the history appear together.
    with transaction.atomic():
        order = locking.lock(item.order_id)
        fresh: OrderItem = order.items.get(pk=item.pk)
        if fresh.is_by_lab:
            cancelling.check_labs(order, fresh)
        fewer = fresh.leave_out(keep)
        if not fewer:
            return fresh
        fresh.save(update_fields=["state", "left_out", "problem"])
        if fresh.is_by_lab:
            outbox.publish(PrintsLeftOut(order_id=order.pk))
        outbox.publish(LinesLeftOut(order_id=order.pk))
        stock.fit(order, at=at)
        outcomes.settle_fulfilment(order)
        revisions.raise_for([order.pk])
        trail.record(
            order=order, verb="item_cancelled", by=by, at=at, name=fresh.name, copies=fewer,
            left=fresh.kept, off=_take_off(order, at), currency=order.currency,
        )  # fmt: skip
    return fresh


def _take_off(order: Order, at: datetime) -> int:
    """Ask for less money where it has not come yet; how much less."""
    before = order.taken_off
    if order.payment not in TO_PAY:
        return 0
    for row, amount in worth.of_left_out(order):
        if amount > row.taken_off:
            order.taken_off += amount - row.taken_off
            row.taken_off = amount
            row.save(update_fields=["taken_off"])
    if order.taken_off == before:
        return 0
    order.save(update_fields=["taken_off"])
    cancelling.close_payments(order)
    ledger.renew(order)
    # What is left may cost nothing, and goes on then.
    releasing.release(order, at=at)
    return order.taken_off - before
