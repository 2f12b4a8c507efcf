"""``/pricing/`` on the platform's host."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelight.billing import selectors
from safelight.billing.models import Plan
from safelight.billing.services.plans import TRIAL


@require_safe
def pricing(request: HttpRequest) -> HttpResponse:
    """Plans side by side, for anybody."""
    offers = selectors.offers(
        per=request.GET.get("per", ""), wanted=request.GET.get("currency", "EUR")
    )
    trial = Plan.objects.get(code=TRIAL).current()
    return render(request, "billing/pricing.html", {"offers": offers, "trial": trial})
