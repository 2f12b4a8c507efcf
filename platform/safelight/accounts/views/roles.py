"""Roles of the team."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts import people_forms, selectors
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import Role
from safelight.accounts.services import team
from safelight.accounts.views.parts import team_tabs
from safelight.kernel.errors import Refusal

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("team.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"roles": selectors.roles(), "tabs": team_tabs(request)}
    return render(request, "people/roles.html", context)


@door
@never_cache
@page
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@door
@never_cache
@page
def edit(request: HttpRequest, role_id: int) -> HttpResponse:
    # The owner's role cannot be edited, so it has no page.
    return _edit(request, get_object_or_404(Role, pk=role_id, is_owner=False))


@door
@require_POST
def delete(request: HttpRequest, role_id: int) -> HttpResponse:
    try:
        team.delete_role(
            role=get_object_or_404(Role, pk=role_id),
            by=request.member,  # type: ignore[attr-defined]
        )
        messages.success(request, _("The role is deleted."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:roles")


def _edit(request: HttpRequest, role: Role | None) -> HttpResponse:
    initial = {"name": role.name, "codes": role.permissions} if role else {}
    form = people_forms.RoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = request.member  # type: ignore[attr-defined]
        try:
            team.save_role(role=role, by=by, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:roles")
    return render(
        request, "people/role.html", {"form": form, "role": role},
        status=422 if form.is_bound else 200,
    )  # fmt: skip
