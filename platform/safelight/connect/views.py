"""The door for news. Whoever knocks is told nothing but yes or no."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from safelight.connect import receiving, stripe_events
from safelight.payments import Stripe

log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def stripe(request: HttpRequest) -> HttpResponse:
    """400 for what Stripe did not sign, and where Stripe is not set up; 200 once it is stored."""
    keys: Stripe | None = settings.STRIPE
    if keys is None:
        return HttpResponse(status=400)
    at = timezone.now()
    signature = request.headers.get("Stripe-Signature", "")
    try:
        news = _read(request.body, signature, keys, at)
    except stripe_events.NotGenuine as problem:
        log.warning("A webhook was refused: %s", problem)
        return HttpResponse(status=400)
    receiving.receive(provider=stripe_events.PROVIDER, news=news, livemode=keys.livemode, at=at)
    return HttpResponse(status=200)


def _read(body: bytes, signature: str, keys: Stripe, at: datetime) -> stripe_events.News:
    """Signed with any of our secrets; raises ``stripe_events.NotGenuine`` of the last one."""
    *others, last = keys.secrets
    for secret in others:
        with suppress(stripe_events.NotGenuine):
            return stripe_events.read(body=body, signature=signature, secret=secret, at=at)
    return stripe_events.read(body=body, signature=signature, secret=last, at=at)
