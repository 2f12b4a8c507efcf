"""Stripe Checkout on the studio's own account: the money never touches the platform's.

Direct charges with Connect: https://docs.stripe.com/connect/direct-charges.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from modules.commerce.models import Payment, PaymentConnection, Refund
from modules.commerce.models import Provider as Code
from modules.commerce.payments import stripe_lines
from modules.commerce.payments.provider import Given, Seen, Started
from modules.commerce.payments.stripe_amounts import from_stripe, to_stripe
from modules.commerce.payments.stripe_calls import asking, client, keys
from safelight.kernel import late
from tenants.context import current_studio

if TYPE_CHECKING:
    import stripe
    from stripe.params import RefundCreateParams
    from stripe.params.checkout import SessionCreateParams
else:
    stripe = late.module("stripe")

# A dispute in one of these states takes no money from the studio.
OVER = frozenset({"won", "warning_closed", "prevented"})
_REFUNDS = {
    "succeeded": Refund.State.SUCCEEDED,
    "failed": Refund.State.FAILED,
    "canceled": Refund.State.FAILED,
}


class StripeProvider:
    code: str = Code.STRIPE
    # Stripe keeps a session for half an hour at least.
    patience = timedelta(minutes=32)

    def is_configured(self, connection: PaymentConnection) -> bool:
        found = keys()
        return found is not None and found.livemode == connection.livemode

    def start(self, payment: Payment, *, return_url: str, cancel_url: str) -> Started:
        params = _params(payment, return_url=return_url, cancel_url=cancel_url)
        key = f"pay-{payment.public_id}"
        with asking():
            session = client().v1.checkout.sessions.create(
                params,
                {"stripe_account": _account(payment), "idempotency_key": key},
            )
        return Started(session=session.id, url=session.url or "")

    def look(self, payment: Payment, *, at: datetime) -> Seen:
        account, v1 = _account(payment), client().v1
        with asking():
            session = v1.checkout.sessions.retrieve(
                payment.session,
                {"expand": ["payment_intent.latest_charge"]},
                {"stripe_account": account},
            )
            intent = session.payment_intent
            if not isinstance(intent, stripe.PaymentIntent):
                return _seen(session, None, account=account, at=at)
            return _seen(
                session, intent, account=account, at=at,
                refunds=_refunds(intent, account), disputed=_is_disputed(intent, account),
            )  # fmt: skip

    def expire(self, payment: Payment) -> None:
        options: stripe.RequestOptions = {"stripe_account": _account(payment)}
        with asking():
            try:
                client().v1.checkout.sessions.expire(payment.session, {}, options)
            except stripe.InvalidRequestError:
                # It is complete or expired: whoever looks next sees which.
                return

    def refund(self, refund: Refund) -> Given:
        payment = refund.payment
        params: RefundCreateParams = {
            "payment_intent": payment.reference,
            "amount": to_stripe(refund.amount, payment.currency),
            "metadata": {"refund": refund.public_id},
        }
        if _fee_percent(payment):
            # What the platform took of it goes back as well.
            params["refund_application_fee"] = True
        with asking():
            made = client().v1.refunds.create(
                params,
                {
                    "stripe_account": _account(payment),
                    "idempotency_key": f"refund-{refund.public_id}",
                },
            )
        return _given(made)

    def session_of(self, names: dict[str, str]) -> str:
        if session := names.get("session"):
            return session
        options: stripe.RequestOptions = {"stripe_account": names.get("account", "")}
        with asking():
            intent = names.get("intent") or _intent_of(names.get("charge", ""), options)
            if not intent:
                return ""
            found = client().v1.checkout.sessions.list({"payment_intent": intent}, options)
        return found.data[0].id if found.data else ""


def _params(payment: Payment, *, return_url: str, cancel_url: str) -> SessionCreateParams:
    """The same for the same payment, whenever it is started: the idempotency key wants it."""
    order = payment.order
    name = _("Order %(number)d") % {"number": order.number}
    ours = {
        "studio": str(current_studio().uuid),
        "order": order.public_id,
        "payment": payment.public_id,
    }
    amount = to_stripe(payment.amount, payment.currency)
    params: SessionCreateParams = {
        "mode": "payment",
        "line_items": stripe_lines.items(payment),
        "client_reference_id": order.public_id,
        "customer_email": order.email,
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "description": name},
        "success_url": return_url,
        "cancel_url": cancel_url,
        # What is asked for is what the order says, in its own currency.
        "adaptive_pricing": {"enabled": False},
    }
    if payment.expires_at is not None:
        params["expires_at"] = int(payment.expires_at.timestamp())
    if fee := int(amount * _fee_percent(payment) / 100):
        params["payment_intent_data"]["application_fee_amount"] = fee
    return params


def _fee_percent(payment: Payment) -> Decimal:
    """The same for a payment and its refunds, whatever plan the studio has by then."""
    if payment.fee_percent is not None:
        return payment.fee_percent
    found = keys()
    return found.fee_percent if found else Decimal(0)


def _seen(  # noqa: PLR0913 - keyword-only, and each is a part of what Stripe said
    session: stripe.checkout.Session,
    intent: stripe.PaymentIntent | None,
    *,
    account: str,
    at: datetime,
    refunds: tuple[Given, ...] = (),
    disputed: bool = False,
) -> Seen:
    currency = (session.currency or "").upper()
    ours = session.metadata.to_dict() if session.metadata else {}
    # An order of another studio may have the same account: then it is none of ours.
    is_ours = ours.get("studio") == str(current_studio().uuid)
    return Seen(
        asked_at=at, provider=Code.STRIPE, account=account, livemode=session.livemode,
        order=session.client_reference_id or "",
        payment=ours.get("payment", "") if is_ours else "",
        currency=currency, amount=from_stripe(session.amount_total or 0, currency),
        state=_state(session, intent),
        received=from_stripe(intent.amount_received, currency) if intent else 0,
        reference=intent.id if intent else "", disputed=disputed, refunds=refunds,
    )  # fmt: skip


def _state(session: stripe.checkout.Session, intent: stripe.PaymentIntent | None) -> str:
    if session.status == "expired":
        return Payment.State.EXPIRED
    if session.status != "complete":
        # A declined card leaves it open: the client may try another.
        return Payment.State.OPEN
    if session.payment_status == "paid":
        return Payment.State.SUCCEEDED
    is_coming = intent is not None and intent.status == "processing"
    return Payment.State.PROCESSING if is_coming else Payment.State.FAILED


def _refunds(intent: stripe.PaymentIntent, account: str) -> tuple[Given, ...]:
    if not intent.amount_received:
        return ()
    found = client().v1.refunds.list(
        {"payment_intent": intent.id, "limit": 100}, {"stripe_account": account}
    )
    # Page by page: the oldest of many would else never be heard of again.
    return tuple(_given(each) for each in found.auto_paging_iter())


def _given(refund: stripe.Refund) -> Given:
    currency = refund.currency.upper()
    metadata = refund.metadata.to_dict() if refund.metadata else {}
    return Given(
        reference=refund.id,
        ours=metadata.get("refund", ""),
        amount=from_stripe(refund.amount, currency),
        state=_REFUNDS.get(refund.status or "", Refund.State.ASKED),
        problem=getattr(refund, "failure_reason", None) or "",
    )


def _is_disputed(intent: stripe.PaymentIntent, account: str) -> bool:
    charge = intent.latest_charge
    if not isinstance(charge, stripe.Charge) or not charge.disputed:
        return False
    found = client().v1.disputes.list({"payment_intent": intent.id}, {"stripe_account": account})
    return any(each.status not in OVER for each in found.data)


def _intent_of(charge: str, options: stripe.RequestOptions) -> str:
    if not charge:
        return ""
    found = client().v1.charges.retrieve(charge, {}, options).payment_intent
    return found.id if isinstance(found, stripe.PaymentIntent) else found or ""


def _account(payment: Payment) -> str:
    # A payment by Stripe is never made without its connection.
    return payment.connection.account if payment.connection else ""
