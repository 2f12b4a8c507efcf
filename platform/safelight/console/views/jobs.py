"""Jobs that wait for a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import paging
from safelight.console.doors import operators, operators_who_change
from safelight.console.services import studios
from safelight.jobs import parking
from safelight.kernel.errors import Refusal


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = parking.parked().select_related("studio")
    words = request.GET.get("q", "").strip()
    if words:
        found = found.filter(kind__icontains=words)
    page = paging.page(request, found, key="-pk")
    return render(request, "console/jobs.html", {"page": page, "words": words})


@never_cache
@operators_who_change
@require_POST
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(parking.parked(), pk=job_id)
    try:
        studios.try_again(job=job, by=request.operator)  # type: ignore[attr-defined]
        messages.success(request, _("It is tried again."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:jobs")
