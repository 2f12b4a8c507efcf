"""The client says that they pay outside Safelight: by transfer, in cash, as the studio's words ask.

Ordering alone promises nothing: whoever only looks how to pay has an unpaid order. It is a word,
not money: nothing is released by it. The order's payment is ``pending`` until the team marks it as
paid, money comes another way, or the order ends.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Order, PaymentPromise
from modules.commerce.payments import providers
from modules.commerce.services.orders import locking, trail
from modules.commerce.services.paying import ledger
from modules.commerce.services.paying.starting import CannotBePaidSo, NothingToPay, is_payable


def promise(*, order: Order, at: datetime) -> PaymentPromise:
    """Write down that the client pays outside; once.

    Raises ``NothingToPay``, and ``CannotBePaidSo`` where orders are paid online.
    """
    if providers.available(at):
        raise CannotBePaidSo(_("This order cannot be paid this way. Choose another."))
    with transaction.atomic():  # The promise, the payment dimension and the history.
        locked = locking.lock(order.pk)
        if not is_payable(locked):
            raise NothingToPay(_("There is nothing to pay for this order now."))
        made, is_new = PaymentPromise.objects.get_or_create(
            order=locked, ended_at=None, defaults={"at": at}
        )
        if is_new:
            ledger.renew(locked)
            trail.record(
                order=locked, verb="payment_promised", by=None, client=True, at=at,
                amount=locked.due, currency=locked.currency,
            )  # fmt: skip
    return made


def promised_at(order: Order) -> datetime | None:
    """When the client said that they pay outside, where that still holds."""
    found = PaymentPromise.objects.filter(order=order, ended_at=None).first()
    return found.at if found is not None else None


def end(order: Order, *, at: datetime) -> None:
    """Expect the money of a locked order no more."""
    if PaymentPromise.objects.filter(order=order, ended_at=None).update(ended_at=at):
        ledger.renew(order)
