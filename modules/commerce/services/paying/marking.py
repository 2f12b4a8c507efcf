"""The word of the team: this order was paid outside Safelight (T5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Order, Payment, Provider, Validation
from modules.commerce.services.orders import locking
from modules.commerce.services.paying import effects, ledger, looking
from modules.commerce.services.paying.starting import TO_PAY, PaymentIsOnItsWay
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class AlreadyPaid(Refusal):
    code = "already_paid"


class CannotBePaid(Refusal):
    code = "cannot_be_paid"


def mark_paid(*, order: Order, by: Person, note: str, at: datetime) -> Payment:
    """Write down that the whole of an order was paid; outside a transaction.

    A session by which the client may be paying at this moment is closed first. Raises
    ``AlreadyPaid``, ``CannotBePaid`` and ``PaymentIsOnItsWay``, and ``ProviderIsAway`` where it
    cannot be closed.
    """
    looking.close_running(order, at=at)
    # Payment, order, stock, items, papers, history and mails appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        _check(locked)
        payment: Payment = Payment.objects.create(
            order=locked, provider=Provider.OFFLINE, state=Payment.State.SUCCEEDED,
            amount=locked.due, received=locked.due, currency=locked.currency,
            livemode=True, by=by, note=note.strip(), started_at=at, settled_at=at,
        )  # fmt: skip
        ledger.renew(locked)
        effects.paid(payment, by=by, at=at)
    return payment


def may_be_paid(order: Order) -> bool:
    """Whether money for it is welcome at all."""
    return order.is_open and order.validation != Validation.DECLINED


def _check(order: Order) -> None:
    if not may_be_paid(order):
        raise CannotBePaid(_("This order was cancelled or declined; nothing is due."))
    if order.payments.filter(state__in=Payment.RUNNING).exists():
        raise PaymentIsOnItsWay(_("A payment of the client is on its way. Wait for it."))
    if order.payment not in TO_PAY:
        paid = order.payments.filter(state=Payment.State.SUCCEEDED).select_related("by").first()
        who = paid.by if paid is not None else None
        if who is not None:
            raise AlreadyPaid(_("Already marked as paid by %(who)s.") % {"who": who})
        raise AlreadyPaid(_("There is nothing to pay for this order."))
