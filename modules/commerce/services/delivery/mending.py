"""Trying again what stopped with a problem, once somebody has put it right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, OrderItem
from modules.commerce.services.delivery import recalculating
from modules.commerce.services.delivery.delivering import OrderIsClosed
from modules.commerce.services.orders import locking, releasing, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class StillAProblem(Refusal):
    code = "still_a_problem"


def retry(*, item: OrderItem, by: Person, at: datetime) -> OrderItem:
    """Look at one item with a problem again: it goes on, or the sentence says what is wrong.

    An item without a problem is left as it is. Raises ``OrderIsClosed`` and ``StillAProblem``.
    """
    # Item and history appear together.
    with transaction.atomic():
        order = locking.lock(item.order_id)
        if not order.is_open:
            raise OrderIsClosed(_("This order was cancelled; nothing more is delivered."))
        fresh: OrderItem = order.items.get(pk=item.pk)
        if fresh.state != ItemState.PROBLEM:
            return fresh
        recalculating.judge_again(fresh)
        if fresh.state == ItemState.PROBLEM:
            raise StillAProblem(fresh.problem)
        trail.record(order=order, verb="item_retried", by=by, at=at, name=fresh.name)
        if fresh.is_by_lab:
            releasing.announce(order)
    return fresh
