"""Addresses that get no mail, and why; one click allows them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import paging
from safelight.accounts.doors import workspace
from safelight.outbox import stops, unsubscribing
from safelight.outbox.models import MailStop

door = workspace("site.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = MailStop.objects.filter(lifted_at=None).order_by("-pk")
    words = request.GET.get("q", "").replace("\0", "").strip()[:254]
    if words:
        found = found.filter(email__icontains=words)
    page = paging.page(request, found, key="-pk")
    rows = [{"stop": each, "what": _what(each)} for each in page.rows]
    return render(request, "mails_pages/addresses.html", {"page": page, "rows": rows, "q": words})


@door
@require_POST
def allow(request: HttpRequest, public_id: str) -> HttpResponse:
    """Only what came back or was reported: whoever unsubscribed decides that themselves."""
    rows = MailStop.objects.exclude(reason=MailStop.Reason.ASKED)
    stop = get_object_or_404(rows, public_id=public_id)
    stops.allow(stop=stop, at=timezone.now())
    messages.success(request, _("Mail goes to %(email)s again.") % {"email": stop.email})
    return redirect("mails:addresses")


def _what(stop: MailStop) -> str:
    return _("All mail") if stop.what == MailStop.ALL else str(unsubscribing.KINDS[stop.what])
