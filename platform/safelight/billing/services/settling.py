"""Bringing what a studio stands on up to what is true at Stripe, whoever rang and however often."""

from __future__ import annotations

import logging
from datetime import datetime

from safelight.billing import stripe
from safelight.billing.models import Invoice, Price, Subscription
from safelight.billing.seen import SeenInvoice, SeenSubscription
from safelight.billing.services import standing, unpaid
from tenants.models import Studio

log = logging.getLogger(__name__)
State = Subscription.State


def settle(*, studio: Studio, at: datetime) -> None:
    """Ask Stripe, then write what it said. Raises ``stripe.BillingIsAway``.

    ``at`` is when the question was asked: an answer that comes after a later question's is not
    written over it.
    """
    subscription = standing.of(studio)
    if subscription is None or not subscription.stripe_customer:
        return
    seen, invoices = stripe.look(subscription.stripe_customer)
    with standing.changing(studio) as found:
        if found.looked_at is not None and found.looked_at > at:
            return
        found.looked_at = at
        _copy(studio, invoices)
        if seen is None:
            _not_running(found, at)
        else:
            _running(found, seen, at)


def _running(found: Subscription, seen: SeenSubscription, at: datetime) -> None:
    was = (found.state, found.version_id, found.cancel_at)
    unpaid_since = found.unpaid_since
    rows = Price.objects.select_related("version").filter(stripe_price=seen.price)
    price = rows.first()
    if price is None:
        log.error("Studio %s pays a price that no plan has: %s", found.studio_id, seen.price)
    version = price.version if price else found.version
    standing.take(found, state=State.ACTIVE, version=version)
    if price is not None:
        found.interval, found.currency = price.interval, price.currency
    found.period_ends_at, found.cancel_at = seen.period_ends_at, seen.cancel_at
    found.stripe_subscription, found.stripe_session = seen.id, ""
    if not seen.is_paid:
        found.state, found.unpaid_since = State.PAST_DUE, unpaid_since or at
    standing.save(found, at=at)
    _tell(found, was)


def _tell(found: Subscription, was: tuple[str, int, datetime | None]) -> None:
    """What owners are told, and the log, of what is new."""
    state, version, cancel_at = was
    name = found.version.name
    if found.state == State.ACTIVE and (state != State.ACTIVE or version != found.version_id):
        standing.note(found.studio, "billing.paid", plan=name)
    if found.state == State.PAST_DUE and state != State.PAST_DUE:
        standing.note(found.studio, "billing.unpaid", plan=name)
        unpaid.remind(found, day=0)
    if found.cancel_at and not cancel_at:
        unpaid.say_cancelled(found)


def _not_running(found: Subscription, at: datetime) -> None:
    """What was paid for has ended; a trial or a gift goes on as it was."""
    if not found.is_paid_for:
        found.save(update_fields=["looked_at"])
        return
    why = "unpaid" if found.state == State.PAST_DUE else "ended"
    standing.end(found, why=Studio.Why.UNPAID, at=at)
    unpaid.say_over(found, why=why)


def _copy(studio: Studio, invoices: list[SeenInvoice]) -> None:
    for each in invoices:
        Invoice.objects.update_or_create(
            stripe_id=each.id,
            defaults={
                "studio": studio, "number": each.number, "state": each.state,
                "total": each.total, "currency": each.currency, "url": each.url,
                "made_at": each.made_at,
            },
        )  # fmt: skip
