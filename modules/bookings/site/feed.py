"""A calendar of the studio for other programs, by an address with a secret in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from modules.bookings.models import Calendar
from modules.bookings.services import feeds
from modules.bookings.services.booking import invite


@require_safe
def calendar(request: HttpRequest, feed_key: str) -> HttpResponse:
    """An iCalendar file; 404 for an address that is no more."""
    found = get_object_or_404(Calendar, feed_key=feed_key, archived_at=None)
    body = feeds.calendar_file(calendar=found, at=timezone.now())
    answer = HttpResponse(body, content_type=f"{invite.MEDIA_TYPE}; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
