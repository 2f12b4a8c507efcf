"""Talking to Stripe about clients' payments: its errors in our words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from modules.commerce.payments.provider import ProviderIsAway, ProviderSaysNo
from safelight.connect import stripe_client
from safelight.kernel import late
from safelight.payments import ADDRESS, Stripe

if TYPE_CHECKING:
    import stripe
else:
    stripe = late.module("stripe")

log = logging.getLogger(__name__)

PAGES = ["https://checkout.stripe.com", "https://connect.stripe.com"]


def keys() -> Stripe | None:
    found: Stripe | None = settings.STRIPE
    return found


def client() -> stripe.StripeClient:
    """Raises ``ProviderSaysNo`` where no key is set."""
    found = keys()
    if found is None:
        raise ProviderSaysNo(_("Payments by card are not set up here."))
    return stripe_client.of(found)


@contextmanager
def asking() -> Iterator[None]:
    """Turn Stripe's errors into ``ProviderIsAway`` and ``ProviderSaysNo``."""
    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError, stripe.PermissionError) as problem:
        log.warning("Stripe refused: %s (request %s)", problem.code, problem.request_id)
        sentence = _("The payment provider refused this: %(why)s")
        why = problem.user_message or problem.code or ""
        raise ProviderSaysNo(sentence % {"why": why}) from problem
    except stripe.StripeError as problem:
        # Time-outs, its own faults, too many calls; and keys that are wrong, which people mend.
        log.warning("Stripe did not answer: %s", type(problem).__name__)
        raise ProviderIsAway(
            _("The payment provider does not answer just now. Nothing is lost: try again soon.")
        ) from problem


def pages() -> list[str]:
    """Where Stripe's own pages are, as sources of a Content-Security-Policy."""
    found = keys()
    if found is None:
        return []
    return PAGES if found.address == ADDRESS else [found.address]
