"""Announcements: those there are, and a new one with its preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.console import announcement_forms, roles
from safelight.console.doors import may, operators
from safelight.console.models import Announcement
from safelight.console.services import announcing


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = Announcement.objects.select_related("made_by").order_by("-pk")[:100]
    rows = [{"announcement": each, "state": _state(each, now)} for each in found]
    acts = roles.acts(request.operator)  # type: ignore[attr-defined]
    return render(request, "console/announcements.html", {"rows": rows, "acts": acts})


@never_cache
@may("announcements.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Looked at first (``act=preview``), then announced."""
    form = announcement_forms.AnnouncementForm(request.POST or None)
    by: Any = request.operator  # type: ignore[attr-defined]
    preview, meant = None, 0
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if request.POST.get("act") == "announce":
            announcing.announce(values=values, by=by)
            messages.success(request, _("It is announced; workspaces show it within a minute."))
            return redirect("console:announcements")
        preview = Announcement(**values, made_by=by)
        meant = len(announcing.meant(preview))
    context = {"form": form, "preview": [preview] if preview else [], "meant": meant}
    status = 422 if form.is_bound and preview is None else 200
    return render(request, "console/announcement.html", context, status=status)


@never_cache
@may("announcements.write")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    announcement = get_object_or_404(Announcement, public_id=public_id)
    by: Any = request.operator  # type: ignore[attr-defined]
    if announcing.withdraw(announcement=announcement, by=by, at=timezone.now()):
        messages.success(request, _("It is shown no more."))
    return redirect("console:announcements")


def _state(each: Announcement, now: Any) -> str:
    if each.withdrawn_at is not None:
        return _("Withdrawn")
    if now < each.begins_at:
        return _("Later")
    return _("Shown") if now < each.ends_at else _("Over")
