"""Settings → Plan: what the studio has, what it uses, what it could have, what it paid."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.accounts.doors import owners
from safelight.billing import selectors
from safelight.kernel.marks import open_while_suspended


@open_while_suspended
@owners
@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """See ``selectors.shown``."""
    studio = request.studio  # type: ignore[attr-defined]
    return render(request, "billing/plan.html", {"plan": selectors.shown(studio)})
