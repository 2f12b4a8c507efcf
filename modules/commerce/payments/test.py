"""Payments that are only tried: a provider whose machines are a table of ours.

Never in production (``TEST_PAYMENTS``): whoever pretends to pay gets the photos.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from modules.commerce.models import Payment, PaymentConnection, PretendedPayment, Refund
from modules.commerce.models import Provider as Code
from modules.commerce.payments.provider import Given, ProviderSaysNo, Seen, Started

ACCOUNT = "test"
# How long a delayed payment is on its way.
DELAY = timedelta(minutes=1)
S = PretendedPayment.State
_STATES = {
    S.OPEN: Payment.State.OPEN,
    S.ON_ITS_WAY: Payment.State.PROCESSING,
    S.PAID: Payment.State.SUCCEEDED,
    S.DECLINED: Payment.State.FAILED,
    S.EXPIRED: Payment.State.EXPIRED,
}


class TestProvider:
    code: str = Code.TEST
    patience = timedelta(minutes=15)
    # For pytest, which would collect a class of this name.
    __test__ = False

    def is_configured(self, connection: PaymentConnection) -> bool:
        return bool(settings.TEST_PAYMENTS)

    def start(self, payment: Payment, *, return_url: str, cancel_url: str) -> Started:
        session = f"test_{payment.public_id}"
        order = payment.order.public_id
        PretendedPayment.objects.get_or_create(
            session=session,
            defaults={
                "amount": payment.amount, "currency": payment.currency, "order": order,
                "payment": payment.public_id,
                "return_path": reverse("commerce_site:pay_return", args=[order]),
                "expires_at": payment.expires_at or timezone.now() + self.patience,
            },
        )  # fmt: skip
        return Started(
            session=session, url=reverse("commerce_site:pay_test", args=[order, session])
        )

    def look(self, payment: Payment, *, at: datetime) -> Seen:
        row = _arrived(payment.session, at)
        paid = row.state == S.PAID
        return Seen(
            asked_at=at, provider=Code.TEST, account=ACCOUNT, livemode=False,
            order=row.order, payment=row.payment, currency=row.currency, amount=row.amount,
            state=_STATES[S(row.state)], received=row.amount if paid else 0,
            reference=row.session if paid else "",
            refunds=tuple(_given(key, amount) for key, amount in row.refunds.items()),
        )  # fmt: skip

    def expire(self, payment: Payment) -> None:
        rows = PretendedPayment.objects.filter(session=payment.session, state=S.OPEN)
        rows.update(state=S.EXPIRED)

    def refund(self, refund: Refund) -> Given:
        with transaction.atomic():  # What was given back is read and written as one.
            rows = PretendedPayment.objects.select_for_update()
            row = rows.get(session=refund.payment.session)
            others = sum(v for key, v in row.refunds.items() if key != refund.public_id)
            if others + refund.amount > row.amount:
                raise ProviderSaysNo(_("More cannot be given back than was paid."))
            row.refunds[refund.public_id] = refund.amount
            row.save(update_fields=["refunds"])
        return _given(refund.public_id, refund.amount)

    def session_of(self, names: dict[str, str]) -> str:
        return names.get("session", "")


def act(*, session: str, act: str, at: datetime) -> PretendedPayment | None:
    """What the person on the test provider's page does; None where the session is over.

    ``act`` is ``pay``, ``decline``, or ``delay``: paid after a minute.
    """
    changes: dict[str, object] = {
        "pay": {"state": S.PAID},
        "decline": {"state": S.DECLINED},
        "delay": {"state": S.ON_ITS_WAY, "settles_at": at + DELAY},
    }[act]  # type: ignore[assignment]
    rows = PretendedPayment.objects.filter(session=session, state=S.OPEN, expires_at__gt=at)
    return PretendedPayment.objects.get(session=session) if rows.update(**changes) else None


def _arrived(session: str, at: datetime) -> PretendedPayment:
    """The session as it is at this time: some things happen by themselves."""
    rows = PretendedPayment.objects.filter(session=session)
    rows.filter(state=S.ON_ITS_WAY, settles_at__lte=at).update(state=S.PAID)
    rows.filter(state=S.OPEN, expires_at__lte=at).update(state=S.EXPIRED)
    row: PretendedPayment = rows.get()
    return row


def _given(key: str, amount: int) -> Given:
    return Given(
        reference=f"test_refund_{key}", ours=key, amount=amount, state=Refund.State.SUCCEEDED
    )
