"""Opening a choice that was sent again: the old round stays as it was, the next begins as its copy.

What becomes of its order: while no money came and nothing of it was delivered, it is cancelled, and
the next choice makes a new one. Otherwise it stays, with all that was bought; the next choice adds
an order for what is new in it, and drops included photos that were not begun.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import (
    Choosing,
    Chosen,
    Deliverables,
    Fulfilment,
    Order,
    Payment,
    PaymentState,
)
from modules.commerce.services.deliverables import mails, proofing
from modules.commerce.services.orders import cancelling
from modules.commerce.services.paying import promising
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

# No money of it came, and none is on its way.
_UNTOUCHED = (PaymentState.NOT_DUE, PaymentState.UNPAID, PaymentState.FAILED)


class NothingToReopen(Refusal):
    """No choice stands in this gallery: none was sent, or it is open already."""

    code = "nothing_to_reopen"


def reopen(*, gallery_id: int, by: Person, at: datetime, tell_client: bool) -> Choosing:
    """Let clients change the choice; the round that is open now.

    Raises ``NothingToReopen``, and ``CannotBeCancelledNow`` while photos are being prepared.
    """
    # Both rounds, the order and the mail change together.
    with transaction.atomic():
        terms = Deliverables.objects.select_for_update().get(gallery=gallery_id)
        sent = proofing.sent(terms.pk)
        if sent is None:
            raise NothingToReopen(_("No choice was sent that could be opened again."))
        sent.reopened_at, sent.reopened_by = at, by
        sent.save(update_fields=["reopened_at", "reopened_by"])
        if sent.order is not None and replaces(sent.order):
            reason = _("The choice was opened again.")
            cancelling.cancel(order=sent.order, by=by, at=at, tell_client=False, reason=reason)
        if tell_client:
            mails.choice_opened(sent)
        return _copy(sent)


def replaces(order: Order) -> bool:
    """Whether the next choice makes this order anew, instead of adding to it."""
    if not order.is_open or order.fulfilment != Fulfilment.UNFULFILLED:
        return False
    if order.payment == PaymentState.PENDING:
        # Who only looks how to pay has paid nothing; that session is closed with the order.
        on_its_way = order.payments.filter(state=Payment.State.PROCESSING).exists()
        return not on_its_way and promising.promised_at(order) is None
    return order.payment in _UNTOUCHED


def _copy(sent: Choosing) -> Choosing:
    made: Choosing = Choosing.objects.create(
        deliverables=sent.deliverables, version=sent.version + 1, visitor=sent.visitor,
        email=sent.email, name=sent.name, note=sent.note,
    )  # fmt: skip
    Chosen.objects.bulk_create(
        Chosen(
            choosing=made, photo_id=each.photo_id, name=each.name, is_extra=each.is_extra,
            note=each.note,
        )
        for each in sent.photos.order_by("pk")
    )  # fmt: skip
    return made
