"""What an owner does about the plan: pays for one, changes it, cancels it, takes that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.accounts.models import Person
from safelight.billing import stripe
from safelight.billing.models import Price, Subscription
from safelight.billing.seen import Preview
from safelight.billing.services import settling, standing
from safelight.kernel.errors import Refusal
from tenants.context import public_context
from tenants.models import Studio

# As long a preview of a change is good: what is charged is what was shown.
PREVIEW_LASTS = timedelta(minutes=30)


class PlanIsPaid(Refusal):
    """There is a subscription: it is changed, not bought a second time."""

    code = "plan_is_paid"


class PlanIsNotPaid(Refusal):
    code = "plan_is_not_paid"


class PreviewIsOld(Refusal):
    code = "preview_is_old"


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Addresses of the studio where Stripe's pages lead back to."""

    done: str
    back: str


def begin(*, studio: Studio, price: Price, by: Person, returns: Returns, at: datetime) -> str:
    """The address of Stripe's page where the price is paid. Raises ``PlanIsPaid`` and Stripe's."""
    subscription = _row(studio, price, at)
    if subscription.is_paid_for:
        raise PlanIsPaid(_("This studio pays for a plan already: change that one."))
    customer = _customer(subscription, by)
    if subscription.stripe_session:
        # Of two pages that are open one could be paid, and then the other.
        stripe.end_checkout(subscription.stripe_session)
        settling.settle(studio=studio, at=at)
        settled = standing.of(studio)
        if settled is not None and settled.is_paid_for:
            raise PlanIsPaid(_("This studio pays for a plan already: change that one."))
    session, url = stripe.begin_checkout(
        customer=customer, price=_at_stripe(price), studio=str(studio.uuid),
        success_url=returns.done, cancel_url=returns.back,
    )  # fmt: skip
    with standing.changing(studio) as found:
        before, found.stripe_session = found.stripe_session, session
        found.save(update_fields=["stripe_session"])
        standing.note(studio, "billing.checkout_begun", plan=price.version.name)
    # Somebody else may have begun since we looked.
    if before and before != subscription.stripe_session:
        stripe.end_checkout(before)
    return url


def preview(*, studio: Studio, price: Price, at: datetime) -> Preview:
    """What changing to the price now would be charged with. Raises ``PlanIsNotPaid``."""
    customer = _paying(studio)
    seen, _invoices = stripe.look(customer)
    if seen is None:
        raise PlanIsNotPaid(_("There is no subscription to change: choose a plan."))
    return stripe.preview(customer=customer, seen=seen, price=_at_stripe(price), at=at)


def change(*, studio: Studio, price: Price, shown_at: datetime, at: datetime) -> None:
    """Change to the price, as it was previewed at ``shown_at``.

    Raises ``PlanIsNotPaid``, ``PreviewIsOld`` and Stripe's; a declined card changes nothing.
    """
    if not at - PREVIEW_LASTS <= shown_at <= at:
        raise PreviewIsOld(_("This was worked out a while ago. Look at it once more."))
    customer = _paying(studio)
    seen, _invoices = stripe.look(customer)
    if seen is None:
        raise PlanIsNotPaid(_("There is no subscription to change: choose a plan."))
    stripe.change(seen=seen, price=_at_stripe(price), at=shown_at)
    _note(studio, "billing.changed", price.version.name)
    settling.settle(studio=studio, at=at)


def cancel(*, studio: Studio, at: datetime) -> None:
    """End the plan with what is paid. Raises ``PlanIsNotPaid`` and Stripe's."""
    _cancel(studio, "billing.cancelled", at_period_end=True, at=at)


def keep(*, studio: Studio, at: datetime) -> None:
    """Take the cancellation back."""
    _cancel(studio, "billing.kept", at_period_end=False, at=at)


def portal(*, studio: Studio, return_url: str) -> str:
    """Stripe's page for the card and the invoices. Raises ``PlanIsNotPaid`` for no customer."""
    subscription = standing.of(studio)
    if subscription is None or not subscription.stripe_customer:
        raise PlanIsNotPaid(_("Nothing was paid yet."))
    return stripe.portal(customer=subscription.stripe_customer, return_url=return_url)


def end_at_once(studio: Studio) -> None:
    """Before the studio is erased: nothing more is charged. See settings.BEFORE_ERASING."""
    subscription = standing.of(studio)
    if subscription is None or stripe.keys() is None:
        return
    if subscription.stripe_session:
        stripe.end_checkout(subscription.stripe_session)
    if subscription.stripe_subscription:
        stripe.cancel_now(subscription.stripe_subscription)


def _cancel(studio: Studio, verb: str, *, at_period_end: bool, at: datetime) -> None:
    _paying(studio)
    subscription = standing.of(studio)
    assert subscription is not None
    stripe.cancel(subscription.stripe_subscription, at_period_end=at_period_end)
    _note(studio, verb, subscription.version.name)
    settling.settle(studio=studio, at=at)


def _paying(studio: Studio) -> str:
    """The customer whose subscription runs."""
    subscription = standing.of(studio)
    if subscription is None or not subscription.is_paid_for or not subscription.stripe_customer:
        raise PlanIsNotPaid(_("There is no subscription to change: choose a plan."))
    return subscription.stripe_customer


def _row(studio: Studio, price: Price, at: datetime) -> Subscription:
    """The studio's row; one that never had any gets an empty one, which limits nothing yet."""
    with public_context():
        made, _is_new = Subscription.objects.get_or_create(
            studio=studio,
            defaults={
                "version": price.version, "state": Subscription.State.ENDED, "changed_at": at
            },
        )  # fmt: skip
    return made


def _customer(subscription: Subscription, by: Person) -> str:
    if subscription.stripe_customer:
        return subscription.stripe_customer
    studio = subscription.studio
    made = stripe.make_customer(studio=str(studio.uuid), name=studio.name, email=by.email)
    with standing.changing(studio) as found:
        found.stripe_customer = found.stripe_customer or made
        found.save(update_fields=["stripe_customer"])
    return found.stripe_customer


def _at_stripe(price: Price) -> str:
    """The price's id at Stripe, made there once."""
    if not price.stripe_price:
        made = stripe.make_price(
            key=f"{price.pk}-{price.version.made_at:%Y%m%d%H%M%S}", name=price.version.name,
            currency=price.currency, amount=price.amount, interval=price.interval,
        )  # fmt: skip
        price.stripe_price = made
        with public_context():
            price.save(update_fields=["stripe_price"])
    return price.stripe_price


def _note(studio: Studio, verb: str, plan: str) -> None:
    with transaction.atomic():  # The log is written in transactions only.
        standing.note(studio, verb, plan=plan)
