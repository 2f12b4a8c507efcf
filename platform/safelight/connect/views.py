"""The door for news. Whoever knocks is told nothing but yes or no."""

from __future__ import annotations

import logging

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
        news = stripe_events.read(
            body=request.body, signature=signature, secret=keys.webhook_secret, at=at
        )
    except stripe_events.NotGenuine as problem:
        log.warning("A webhook was refused: %s", problem)
        return HttpResponse(status=400)
    receiving.receive(provider=stripe_events.PROVIDER, news=news, livemode=keys.livemode, at=at)
    return HttpResponse(status=200)
