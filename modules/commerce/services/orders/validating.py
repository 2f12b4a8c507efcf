"""Accepting and declining orders where the studio checks each by hand (T2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.events import OrderCancelled
from modules.commerce.models import ItemState, Order, Validation
from modules.commerce.services.costs import discounts
from modules.commerce.services.orders import cancelling, locking, mails, news, releasing, trail
from modules.commerce.services.paying import promising
from safelight import outbox
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class AlreadyDecided(Refusal):
    code = "already_decided"


def accept(*, order: Order, by: Person, at: datetime) -> Order:
    """Let the order go on: its items are released, or the client is asked to pay.

    Raises ``AlreadyDecided``.
    """
    # Decision, items and history appear together.
    with transaction.atomic():
        locked = _decide(order, Validation.ACCEPTED)
        trail.record(order=locked, verb="accepted", by=by, at=at)
        releasing.release(locked, at=at)
        news.accepted(locked)
    return locked


def decline(*, order: Order, by: Person, at: datetime, tell_client: bool = True) -> Order:
    """Refuse the order: nothing of it will be delivered, and copies and coupon go back.

    Raises ``AlreadyDecided``.
    """
    with transaction.atomic():  # As in accept.
        locked = _decide(order, Validation.DECLINED)
        cancelling.cancel_items(
            locked, locked.items.filter(state=ItemState.AWAITING_PAYMENT), at=at
        )
        discounts.give_back(order=locked, at=at)
        promising.end(locked, at=at)
        outbox.publish(OrderCancelled(order_id=locked.pk))
        trail.record(order=locked, verb="declined", by=by, at=at, told=tell_client)
        if tell_client:
            mails.order_cancelled(locked)
    return locked


def _decide(order: Order, decision: Validation) -> Order:
    locked = locking.lock(order.pk)
    if locked.validation != Validation.AWAITING or not locked.is_open:
        raise AlreadyDecided(_("This order has been decided on already."))
    locked.follow("validation", decision)
    locked.save(update_fields=["validation"])
    return locked
