"""Roles of the team."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts import people_forms, selectors
from safelight.accounts.doors import workspace
from safelight.accounts.models import Role
from safelight.accounts.services import team
from safelight.accounts.views.parts import edit_page, team_tabs
from safelight.kernel import navigation, permissions
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("team.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shown = [{"row": role, "may": _may(role)} for role in selectors.roles()]
    context = {"roles": shown, "tabs": team_tabs(request)}
    return render(request, "people/roles.html", context)


@not_while_acting
@door
@never_cache
@page
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@not_while_acting
@door
@never_cache
@page
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    # The owner's role cannot be edited, so it has no page.
    return _edit(request, get_object_or_404(Role, public_id=public_id, is_owner=False))


@not_while_acting
@door
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        team.delete_role(
            role=get_object_or_404(Role, public_id=public_id),
            by=request.member,  # type: ignore[attr-defined]
        )
        messages.success(request, _("The role is deleted."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:roles")


def _edit(request: HttpRequest, role: Role | None) -> HttpResponse:
    initial = {"name": role.name, "codes": role.permissions} if role else {}
    by = request.member  # type: ignore[attr-defined]
    return edit_page(
        request,
        people_forms.RoleForm(request.POST or None, initial=initial),
        save=partial(team.save_role, role=role, by=by),
        saved="people:roles",
        template="people/role.html",
        context={"role": role, "menu": _menu(request, role)},
    )


def _may(role: Role) -> list[str]:
    """What the role allows, in words; nothing for the owner's, which allows everything."""
    if role.is_owner:
        return []
    return [str(p.title) for p in permissions.all_permissions() if p.code in role.permissions]


def _menu(request: HttpRequest, role: Role | None) -> list[navigation.Entry]:
    """What of the workspace's menu somebody with this role has before them."""
    if role is None:
        return []
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    return navigation.entries(request, "workspace", role.allows(modules))
