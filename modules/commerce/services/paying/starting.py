"""The client wants to pay (T3): one session at a time for each order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Order, Payment, PaymentState, Validation
from modules.commerce.payments import providers
from modules.commerce.services import stock
from modules.commerce.services.orders import locking, trail
from modules.commerce.services.paying import ledger, looking, opening
from safelight.billing import fees
from safelight.kernel.errors import Refusal
from tenants.context import current_studio

TO_PAY = (PaymentState.UNPAID, PaymentState.PENDING, PaymentState.FAILED)
VALIDATED = (Validation.NOT_REQUIRED, Validation.ACCEPTED)


class NothingToPay(Refusal):
    """The order is paid, cancelled, or waits for the studio."""

    code = "nothing_to_pay"


class CannotBePaidSo(Refusal):
    """No such provider can be chosen here."""

    code = "cannot_be_paid_so"
    status = 400


class PaymentIsOnItsWay(Refusal):
    code = "payment_is_on_its_way"


def is_payable(order: Order) -> bool:
    """Whether its client has something to pay, and may."""
    return order.is_open and order.validation in VALIDATED and order.payment in TO_PAY


def start(*, order: Order, provider: str, at: datetime) -> Payment:
    """A payment with the address where the client pays; the one that runs, where one does.

    Asks the provider, so never inside a transaction. A session at another provider, or one that is
    nearly over, is closed first; so no two are ever open. Raises ``NothingToPay``,
    ``CannotBePaidSo``, ``PaymentIsOnItsWay``, ``stock.SoldOut``, ``ProviderIsAway`` and
    ``ProviderSaysNo``.
    """
    chosen = next((each for each in providers.available(at) if each.code == provider), None)
    if chosen is None:
        raise CannotBePaidSo(_("This order cannot be paid this way. Choose another."))
    looking.close_running(order, at=at, unless=lambda payment: _may_go_on(payment, chosen, at))
    return opening.open_session(_begin(order, chosen, at))


def _may_go_on(payment: Payment, chosen: providers.Available, at: datetime) -> bool:
    """Whether somebody who comes back, or a second tab, pays by this session."""
    lasts = payment.expires_at is None or payment.expires_at > at + chosen.provider.patience / 6
    same = payment.connection_id == chosen.connection.pk and payment.amount == payment.order.due
    return same and lasts and payment.state == Payment.State.OPEN


def _begin(order: Order, chosen: providers.Available, at: datetime) -> Payment:
    # Payment, stock, the order's payment dimension and the history appear together.
    with transaction.atomic():
        locked = locking.lock(order.pk)
        _check(locked)
        running = locked.payments.filter(state__in=Payment.RUNNING).select_related("connection")
        if (payment := running.first()) is not None:
            if not _may_go_on(payment, chosen, at):
                raise PaymentIsOnItsWay(_("Your payment is on its way. We tell you when it is in."))
            payment.order = locked
            return payment
        until = at + chosen.provider.patience
        stock.hold(locked, at=at, until=until)
        payment = Payment.objects.create(
            order=locked, provider=chosen.code, connection=chosen.connection,
            amount=locked.due, currency=locked.currency, started_at=at, expires_at=until,
            livemode=chosen.connection.livemode, fee_percent=fees.percent_of(current_studio()),
        )  # fmt: skip
        ledger.renew(locked)
        trail.record(
            order=locked, verb="payment_started", by=None, client=True, at=at,
            provider=chosen.code, amount=payment.amount, currency=payment.currency,
        )  # fmt: skip
    return payment


def _check(order: Order) -> None:
    if not is_payable(order):
        raise NothingToPay(_("There is nothing to pay for this order now."))
    if order.payments.exclude(problem="").exists():
        raise NothingToPay(
            _("The studio looks at your payment, and gets back to you. Please do not pay again.")
        )
