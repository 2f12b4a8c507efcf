"""Cancelling an order (T11): what was not delivered will not be, and its links end at once."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import ItemState, Life, Order
from modules.commerce.services import mails, outcomes, trail
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.storage import revisions
from safelight.storage.claims import Scope
from tenants.context import current_studio


class CannotBeCancelledNow(Refusal):
    code = "cannot_be_cancelled_now"


def cancel(*, order: Order, by: Person, at: datetime, tell_client: bool) -> Order:
    """Cancel an open order; a cancelled one is left as it is.

    Raises ``CannotBeCancelledNow`` while files of it are being made.
    """
    # Life, items, revision, history and mail appear together.
    with transaction.atomic():
        locked: Order = Order.objects.select_for_update().get(pk=order.pk)
        if not locked.is_open:
            return locked
        if locked.items.filter(state=ItemState.PREPARING).exists():
            raise CannotBeCancelledNow(
                _("Photos of this order are being prepared. Try again in a minute.")
            )
        left = locked.items.exclude(state__in=[ItemState.DELIVERED, ItemState.CANCELLED])
        left.update(state=ItemState.CANCELLED)
        locked.life = Life.CANCELLED
        locked.access_revision += 1
        locked.save(update_fields=["life", "access_revision"])
        outcomes.settle_fulfilment(locked)
        trail.record(order=locked, verb="cancelled", by=by, at=at)
        if tell_client:
            mails.order_cancelled(locked)
        scope, studio = Scope("order", locked.public_id), current_studio().uuid
        transaction.on_commit(partial(revisions.publish, studio, scope, locked.access_revision))
    return locked
