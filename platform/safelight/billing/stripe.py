"""Stripe Billing on the platform's own account: what studios pay for their plans.

https://docs.stripe.com/billing/subscriptions/overview. Nothing here touches the database.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from safelight.billing.seen import Preview, SeenInvoice, SeenSubscription
from safelight.connect import stripe_client
from safelight.kernel import late
from safelight.kernel.errors import Refusal
from safelight.payments import ADDRESS, Stripe

if TYPE_CHECKING:
    import stripe
else:
    stripe = late.module("stripe")

log = logging.getLogger(__name__)
PAGES = ["https://checkout.stripe.com", "https://billing.stripe.com"]
# States of a subscription that asks for money, or will.
RUNNING = frozenset({"active", "trialing", "past_due", "unpaid", "paused"})
MOST = 24


class BillingIsAway(Refusal):
    code = "billing_away"
    status = 503


class BillingSaysNo(Refusal):
    code = "billing_refused"


def keys() -> Stripe | None:
    found: Stripe | None = settings.STRIPE
    return found


def pages() -> list[str]:
    """Where Stripe's own pages are, as sources of a Content-Security-Policy."""
    found = keys()
    if found is None:
        return []
    return PAGES if found.address == ADDRESS else [found.address]


def make_customer(*, studio: str, name: str, email: str) -> str:
    """The studio as a customer, the same however often it is asked; returns its id."""
    with _asking() as v1:
        made = v1.customers.create(
            {"name": name, "email": email, "metadata": {"studio": studio}},
            {"idempotency_key": f"customer-{studio}-{email}"},
        )
    return made.id


def make_price(*, key: str, name: str, currency: str, amount: int, interval: str) -> str:
    """A recurring price, the same for the same ``key``; returns its id."""
    with _asking() as v1:
        made = v1.prices.create(
            {
                "currency": currency.lower(),
                "unit_amount": amount,
                "recurring": {"interval": "year" if interval == "year" else "month"},
                "product_data": {"name": name},
            },
            {"idempotency_key": f"price-{key}"},
        )
    return made.id


def begin_checkout(
    *, customer: str, price: str, studio: str, success_url: str, cancel_url: str
) -> tuple[str, str]:
    """A page where the plan is paid for: the session's id, and its address."""
    with _asking() as v1:
        made = v1.checkout.sessions.create(
            {
                "mode": "subscription",
                "customer": customer,
                "client_reference_id": studio,
                "line_items": [{"price": price, "quantity": 1}],
                "success_url": success_url,
                "cancel_url": cancel_url,
            }
        )
    return made.id, made.url or ""


def end_checkout(session: str) -> None:
    """Nobody can pay on that page any more; nothing where it is over already."""
    with _asking() as v1:
        try:
            v1.checkout.sessions.expire(session)
        except stripe.InvalidRequestError:
            return


def portal(*, customer: str, return_url: str) -> str:
    """Where the owner changes the card and reads invoices; good for some minutes."""
    with _asking() as v1:
        made = v1.billing_portal.sessions.create({"customer": customer, "return_url": return_url})
    return made.url


def look(customer: str) -> tuple[SeenSubscription | None, list[SeenInvoice]]:
    """The customer's subscription that runs, the newest of several, and the latest invoices."""
    with _asking() as v1:
        found = v1.subscriptions.list({"customer": customer, "status": "all", "limit": 100}).data
        invoices = v1.invoices.list({"customer": customer, "limit": MOST}).data
    running = [each for each in found if each.status in RUNNING]
    if len(running) > 1:
        log.error("The customer %s has %d subscriptions that run", customer, len(running))
    newest = max(running, key=lambda each: each.created, default=None)
    shown = [_invoice(each) for each in invoices if each.status not in ("draft", "void")]
    return (_seen(newest) if newest else None), shown


def preview(*, customer: str, seen: SeenSubscription, price: str, at: datetime) -> Preview:
    """What changing to the price at this moment would be charged with."""
    with _asking() as v1:
        found = v1.invoices.create_preview(
            {
                "customer": customer,
                "subscription": seen.id,
                "subscription_details": {
                    "items": [{"id": seen.item, "price": price}],
                    "proration_behavior": "always_invoice",
                    "proration_date": int(at.timestamp()),
                },
            }
        )
    lines = tuple((line.description or "", line.amount) for line in found.lines.data)
    return Preview(lines=lines, total=found.total, currency=found.currency.upper())


def change(*, seen: SeenSubscription, price: str, at: datetime) -> None:
    """Change to the price as it was previewed for this moment, charged at once.

    Where the card is declined nothing changes: raises ``BillingSaysNo``.
    """
    with _asking() as v1:
        v1.subscriptions.update(
            seen.id,
            {
                "items": [{"id": seen.item, "price": price}],
                "proration_behavior": "always_invoice",
                "proration_date": int(at.timestamp()),
                "payment_behavior": "error_if_incomplete",
            },
            {"idempotency_key": f"change-{seen.id}-{price}-{int(at.timestamp())}"},
        )


def cancel(subscription: str, *, at_period_end: bool) -> None:
    """End it with what is paid, or take that back."""
    with _asking() as v1:
        v1.subscriptions.update(subscription, {"cancel_at_period_end": at_period_end})


def cancel_now(subscription: str) -> None:
    """End it at once, as where the studio is erased; nothing where it has ended already."""
    with _asking() as v1:
        try:
            v1.subscriptions.cancel(subscription)
        except stripe.InvalidRequestError:
            return


def _seen(found: stripe.Subscription) -> SeenSubscription:
    item = found["items"].data[0]
    return SeenSubscription(
        id=found.id,
        item=item.id,
        price=item.price.id,
        status=found.status,
        period_ends_at=_moment(item.current_period_end),
        cancel_at=_cancel_at(found, item.current_period_end),
    )


def _cancel_at(found: stripe.Subscription, period_ends: int) -> datetime | None:
    if found.cancel_at:
        return _moment(found.cancel_at)
    return _moment(period_ends) if found.cancel_at_period_end else None


def _invoice(found: stripe.Invoice) -> SeenInvoice:
    return SeenInvoice(
        id=found.id,
        number=found.number or "",
        state=found.status or "",
        total=found.total,
        currency=found.currency.upper(),
        url=found.hosted_invoice_url or "",
        made_at=_moment(found.created),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


@contextmanager
def _asking() -> Iterator[stripe.V1Services]:
    """Stripe's API; turns its errors into ``BillingIsAway`` and ``BillingSaysNo``."""
    found = keys()
    if found is None:
        raise BillingSaysNo(_("Plans are arranged with whoever runs this platform, by mail."))
    try:
        yield stripe_client.of(found).v1
    except (stripe.InvalidRequestError, stripe.CardError, stripe.PermissionError) as problem:
        log.warning("Stripe refused: %s (request %s)", problem.code, problem.request_id)
        sentence = _("The payment provider refused this: %(why)s")
        why = problem.user_message or problem.code or ""
        raise BillingSaysNo(sentence % {"why": why}) from problem
    except stripe.StripeError as problem:
        log.warning("Stripe did not answer: %s", type(problem).__name__)
        raise BillingIsAway(
            _("The payment provider does not answer just now. Nothing is lost: try again soon.")
        ) from problem
