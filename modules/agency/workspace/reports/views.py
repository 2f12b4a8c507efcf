"""Reports, the orders behind a row, and the rows as a file."""

from __future__ import annotations

import zoneinfo

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.agency import permissions
from modules.agency.workspace.reports import page
from modules.agency.workspace.reports.asking import Asking, asking
from modules.commerce import facade as commerce
from safelight.accounts.doors import workspace
from safelight.site.models import SiteSettings
from safelight.site.selectors import site_settings


@workspace(permissions.REPORTS)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found, settings = _asked(request)
    context = page.context(found, settings, is_whole=request.GET.get("rows") == "all")
    return render(request, "agency/workspace/reports/report.html", context)


@workspace(permissions.REPORTS)
@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The orders behind one row, by ``?key=``; the report itself where there is no such row."""
    found, settings = _asked(request)
    context = page.behind(found, settings)
    if context is None:
        return redirect(found.url())
    context["breadcrumbs"] = [
        {"title": _("Reports"), "url": found.url()},
        {"title": context["label"]},
    ]
    context["may_see"] = "commerce.view" in request.allowed  # type: ignore[attr-defined]
    return render(request, "agency/workspace/reports/orders.html", context)


@workspace(permissions.REPORTS)
@never_cache
@require_safe
def file(request: HttpRequest) -> HttpResponseBase:
    """``?format=`` is ``csv`` or ``xlsx``; the report itself without one."""
    kind = request.GET.get("format", "")
    found, settings = _asked(request)
    if kind not in commerce.sheets.WRITERS:
        return redirect(found.url())
    made, name = page.file(found, settings, kind)
    return FileResponse(made, as_attachment=True, filename=name)


def _asked(request: HttpRequest) -> tuple[Asking, SiteSettings]:
    settings = site_settings()
    zone = zoneinfo.ZoneInfo(settings.time_zone)
    today = timezone.now().astimezone(zone).date()
    return asking(request, zone=settings.time_zone, today=today), settings
