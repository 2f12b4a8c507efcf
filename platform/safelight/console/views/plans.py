"""The plans that are sold, and what a studio is given by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts.forms import show_refusal
from safelight.billing.models import Plan
from safelight.billing.services import plans as billing
from safelight.billing.services import terms
from safelight.console import plan_forms, roles, selectors
from safelight.console.doors import may, operators
from safelight.console.services import selling
from safelight.kernel.errors import Refusal

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "listed": [(each, selectors.titles(each.version.modules)) for each in billing.listing()],
        "retired": billing.listing(retired=True),
        "acts": roles.acts(_me(request)),
    }  # fmt: skip
    return render(request, "console/plans.html", context)


@never_cache
@may("plans.change", proven=True)
@page
def new(request: HttpRequest) -> HttpResponse:
    form = plan_forms.NewPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            selling.make(code=code, terms=form.terms(), by=_me(request), at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("console:plans")
    return _editor(request, form, None)


@never_cache
@may("plans.change", proven=True)
@page
def edit(request: HttpRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan, code=code)
    known = terms.of(plan.current())
    form = plan_forms.PlanForm(request.POST or None, initial=plan_forms.initial_of(known))
    if request.method == "POST" and form.is_valid():
        try:
            selling.change(plan=plan, terms=form.terms(), by=_me(request), at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Sold like this from now on."))
            return redirect("console:plans")
    return _editor(request, form, plan)


@never_cache
@may("plans.change", proven=True)
@require_POST
def act(request: HttpRequest, code: str) -> HttpResponse:
    """``act``: offer, hide, retire, or first in the order."""
    plan, by, asked = get_object_or_404(Plan, code=code), _me(request), request.POST.get("act", "")
    try:
        if asked in ("offer", "hide"):
            selling.offer(plan=plan, is_offered=asked == "offer", by=by)
        elif asked == "retire":
            selling.retire(plan=plan, by=by, at=timezone.now())
        elif asked == "first":
            selling.first(plan=plan, by=by)
        else:
            return HttpResponse(status=400)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:plans")


@never_cache
@may("plans.change", proven=True)
@require_POST
def for_studio(request: HttpRequest, uuid: UUID, what: str) -> HttpResponse:
    """A plan, more time to try, or a module beyond the plan."""
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    kinds: dict[str, Any] = {
        "plan": (plan_forms.GiveForm, selling.give),
        "trial": (plan_forms.TrialForm, selling.extend_trial),
        "module": (plan_forms.GrantForm, selling.grant),
    }
    cls, give = kinds[what]
    form = cls(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for each in form.errors.values() for e in each))
        return redirect("console:studio", uuid=uuid)
    try:
        give(studio=studio, by=_me(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Done, and written down."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:studio", uuid=uuid)


def _editor(request: HttpRequest, form: plan_forms.PlanForm, plan: Plan | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "console/plan.html", {"form": form, "plan": plan}, status=status)


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
