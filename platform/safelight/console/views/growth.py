"""How the platform grows and what it carries, as plots with their tables."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.console import growth
from safelight.console.doors import operators


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    days = growth.SPANS.get(request.GET.get("days", "30"))
    if days is None or set(request.GET) - {"days"}:
        raise BadRequest("A span that cannot be.")
    spans = [(name, _("%(days)s days") % {"days": name}, count == days)
             for name, count in growth.SPANS.items()]  # fmt: skip
    context = {"plots": growth.plots(days=days), "spans": spans, "now": growth.now()}
    return render(request, "console/growth.html", context)
