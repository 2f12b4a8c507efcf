"""News of mails from a provider: genuine, for a studio of ours, and about one of its mails.

The provider's formats are read by django-anymail's view of it (https://anymail.dev/en/stable/sending/tracking/).
Whoever knocks is told nothing but yes or no; what is about no mail of ours is passed over.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safelight.kernel import late
from safelight.mail_providers import Provider
from safelight.outbox import news
from tenants.context import tenant_context
from tenants.models import Studio

log = logging.getLogger(__name__)
LARGEST = 1_000_000
MOST_EVENTS = 1000
OPEN = (Studio.State.READY, Studio.State.SUSPENDED, Studio.State.LEAVING)
# Of a clock that is wrong; anything later is no news.
AHEAD = timedelta(hours=1)
# Reasons after which the address will take nothing later either.
_FINAL = {"bounced", "invalid"}
_SOFT = {"SoftBounce"}


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def receive(request: HttpRequest) -> HttpResponse:
    """400 for what the provider did not send, 404 where mail goes by no provider."""
    provider: Provider | None = settings.MAIL_PROVIDER
    if provider is None:
        return HttpResponse(status=404)
    if request.method == "HEAD":
        return HttpResponse()
    if _is_too_large(request):
        return HttpResponse(status=413)
    view = import_string(provider.webhook)(webhook_secret=provider.settings["WEBHOOK_SECRET"])
    try:
        view.run_validators(request)
        events = list(view.parse_events(request))
    except _refusals() as problem:
        log.warning("News of mails were refused: %s", type(problem).__name__)
        return HttpResponse(status=400)
    for event in events[:MOST_EVENTS]:
        _hear(event)
    return HttpResponse()


def _is_too_large(request: HttpRequest) -> bool:
    try:
        return int(request.headers.get("Content-Length") or 0) > LARGEST
    except ValueError:
        return True


def _refusals() -> tuple[type[Exception], ...]:
    # The library is loaded where mail goes by a provider, and nowhere else.
    found: Any = late.module("anymail.exceptions")
    return (
        found.AnymailError, found.AnymailWebhookValidationFailure, KeyError, ValueError, TypeError,
        AttributeError,
    )  # fmt: skip


def _hear(event: Any) -> None:
    told = _read(event)
    if told is None:
        return
    studio_id, piece = told
    studio = Studio.objects.filter(uuid=studio_id, state__in=OPEN).first()
    if studio is None:
        log.warning("News of a mail of no studio of ours")
        return
    with tenant_context(studio):
        news.hear(piece)


def _read(event: Any) -> tuple[UUID, news.News] | None:
    """None for what does not say which mail it is about."""
    metadata = event.metadata if isinstance(event.metadata, dict) else {}
    try:
        studio, message = UUID(str(metadata["studio"])), UUID(str(metadata["message"]))
    except (KeyError, ValueError):
        return None
    esp = event.esp_event if isinstance(event.esp_event, dict) else {}
    is_soft = str(esp.get("Type", "")) in _SOFT or str(esp.get("severity", "")) == "temporary"
    said = " ".join(filter(None, [str(event.description or ""), str(event.mta_response or "")]))
    return studio, news.News(
        message=message, event_id=str(event.event_id or "")[:200], kind=str(event.event_type)[:20],
        recipient=str(event.recipient or ""), said=said.replace("\0", ""), at=_time(event),
        is_final=event.reject_reason in _FINAL and not is_soft,
    )  # fmt: skip


def _time(event: Any) -> datetime:
    at, now = event.timestamp, timezone.now()
    if not isinstance(at, datetime):
        return now
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(at, now + AHEAD)
