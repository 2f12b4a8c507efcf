"""The list of studios, and one studio."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.forms import show_refusal
from safelight.billing.services import standing
from safelight.console import forms, listing, plan_forms, roles, selectors
from safelight.console.doors import may, operators
from safelight.console.services import erasures, rescuing, studios
from safelight.jobs import parking
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from safelight.outbox import links
from safelight.web import csvfiles
from tenants import limits
from tenants.models import Studio


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    if getattr(request, "operator", None) is None:
        return redirect("console:sign_in")  # The one page that strangers may find.
    return render(request, "console/studios.html", {"page": listing.read(request)})


@never_cache
@operators
@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    _form, found = listing.asked(request)
    return csvfiles.respond("studios.csv", listing.head(), listing.lines(found))


@never_cache
@operators
@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, _studio(uuid))


@never_cache
@may("modules.switch")
@require_POST
def switch(request: HttpRequest, uuid: UUID, module: str) -> HttpResponse:
    studio = _studio(uuid)
    if module not in registry.module_names():
        raise Http404
    operator: Any = request.operator  # type: ignore[attr-defined]
    try:
        if request.POST.get("on") == "1":
            studios.switch_on(studio=studio, module=module, by=operator, at=timezone.now())
        else:
            studios.switch_off(studio=studio, module=module, by=operator)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:studio", uuid=uuid)


@never_cache
@may("studios.suspend", proven=True)
@require_POST
def suspension(request: HttpRequest, uuid: UUID) -> HttpResponse:
    studio = _studio(uuid)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, studio, form)
    act = studios.suspend if request.POST.get("on") == "1" else studios.resume
    by: Any = request.operator  # type: ignore[attr-defined]
    try:
        act(studio=studio, by=by, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(request, studio, form)
    return redirect("console:studio", uuid=uuid)


def _page(
    request: HttpRequest, studio: Studio, form: forms.ReasonForm | None = None
) -> HttpResponse:
    figures = selectors.figures(studio)
    context = {
        "studio": studio,
        "studio_url": links.site(studio),
        "switches": selectors.switches(studio),
        "entries": selectors.entries(studio),
        "parked": parking.parked(studio)[:20],
        "news": selectors.news(studio),
        "figures": figures,
        "facts": selectors.facts(figures),
        "hosts": studio.domains.order_by("kind", "domain"),
        "limits": limits.of(studio),
        "subscription": standing.of(studio),
        "owners": rescuing.owners(studio),
        "wish": erasures.current(studio),
        "give_form": plan_forms.GiveForm(),
        "trial_form": plan_forms.TrialForm(),
        "grant_form": plan_forms.GrantForm(),
        "form": form or forms.ReasonForm(),
        "acts": roles.acts(request.operator),  # type: ignore[attr-defined]
    }
    return render(request, "console/studio.html", context, status=422 if form else 200)


def _studio(uuid: UUID) -> Studio:
    return get_object_or_404(selectors.studios(), uuid=uuid)
