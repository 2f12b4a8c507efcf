"""Looking at Stripe when it rang, and each night where nobody did; and what the clock brings."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from safelight import jobs
from safelight.billing import stripe
from safelight.billing.hearing import LOOK, ask_to_look
from safelight.billing.models import Subscription
from safelight.billing.services import endings, filling, settling
from tenants.context import current_studio
from tenants.models import Studio


@jobs.handler(LOOK)
def look(**_: object) -> None:
    try:
        settling.settle(studio=current_studio(), at=timezone.now())
    except stripe.BillingIsAway as problem:
        raise jobs.TryLater(str(problem)) from problem


@jobs.platform_handler("billing.come_round", every=timedelta(hours=1))
def come_round(**_: object) -> None:
    endings.come_round(at=timezone.now())


@jobs.platform_handler("billing.look_at_all", every=timedelta(days=1))
def look_at_all(**_: object) -> None:
    """News that never came are found within a day."""
    paying = Subscription.objects.exclude(stripe_customer=None).select_related("studio")
    for subscription in paying.exclude(studio__state=Studio.State.CLOSING):
        with transaction.atomic():  # A job is asked for in a transaction.
            ask_to_look(subscription.studio)


@jobs.handler("billing.watch_storage", every=timedelta(hours=6))
def watch_storage(**_: object) -> None:
    filling.watch(studio=current_studio())
