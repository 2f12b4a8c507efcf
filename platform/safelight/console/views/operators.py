"""Operators among themselves, and one's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.forms import show_refusal
from safelight.console import forms, roles
from safelight.console.doors import may
from safelight.console.models import TABLES, Operator
from safelight.console.services import operators
from safelight.factors import codes
from safelight.kernel.errors import Refusal


@never_cache
@may("operators.manage")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _list(request, forms.OperatorForm())


@never_cache
@may("operators.manage", proven=True)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = forms.OperatorForm(request.POST)
    if form.is_valid():
        try:
            operators.add(by=_me(request), **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("They may sign in, and make their second factor then."))
            return redirect("console:operators")
    return _list(request, form)


@never_cache
@may("operators.manage")
@require_safe
def show(request: HttpRequest, handle: str) -> HttpResponse:
    operator = get_object_or_404(Operator, factor_handle=handle)
    context = {
        "shown": operator,
        "form": forms.RoleForm(initial={"role": operator.role}),
        "acts": [roles.ACTS[act] for act in roles.ACTS if act in roles.acts(operator)],
        "has_factor": codes.has_factor(TABLES, operator),
        "sessions": operator.sessions.filter(ended_at=None).order_by("-pk")[:20],
        "is_oneself": operator.pk == _me(request).pk,
        "entries": operator.entries.select_related("operator").order_by("-pk")[:20],
    }
    return render(request, "console/operator.html", context)


@never_cache
@may("operators.manage", proven=True)
@require_POST
def change(request: HttpRequest, handle: str) -> HttpResponse:
    """``act``: role, disable, enable or factors."""
    operator, by = get_object_or_404(Operator, factor_handle=handle), _me(request)
    act, at = request.POST.get("act", ""), timezone.now()
    try:
        if act == "role" and (form := forms.RoleForm(request.POST)).is_valid():
            operators.change_role(operator=operator, by=by, **form.cleaned_data)
        elif act == "disable":
            operators.disable(operator=operator, by=by, at=at)
        elif act == "enable":
            operators.enable(operator=operator, by=by)
        elif act == "factors":
            operators.reset_factors(operator=operator, by=by, at=at)
        else:
            return HttpResponse(status=400)
        messages.success(request, _("Done, and written down."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:operator", handle=handle)


def _list(request: HttpRequest, form: forms.OperatorForm) -> HttpResponse:
    found = Operator.objects.order_by("disabled_at", "name")
    rows = [{"operator": each, "has_factor": codes.has_factor(TABLES, each)} for each in found]
    context = {
        "rows": rows, "form": form,
        "roles": [(title, _acts_of(value)) for value, title in Operator.Role.choices],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "console/operators.html", context, status=status)


def _acts_of(role: str) -> list[str]:
    allowed = roles.acts(Operator(role=role))
    return [str(title) for act, title in roles.ACTS.items() if act in allowed]


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
