"""Client groups in the workspace."""

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
from safelight.accounts.models import ClientGroup
from safelight.accounts.services import groups
from safelight.accounts.views.parts import client_tabs, edit_page
from safelight.kernel.marks import not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("people.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"groups": selectors.groups(), "tabs": client_tabs(request)}
    return render(request, "people/groups.html", context)


@door
@never_cache
@page
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@door
@never_cache
@page
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    return _edit(request, get_object_or_404(ClientGroup, public_id=public_id))


@not_while_acting
@door
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    groups.delete_group(group=get_object_or_404(ClientGroup, public_id=public_id))
    messages.success(request, _("The group is deleted. Its clients stay."))
    return redirect("people:groups")


def _edit(request: HttpRequest, group: ClientGroup | None) -> HttpResponse:
    initial = {}
    if group:
        chosen = group.clients.values_list("public_id", flat=True)
        initial = {"name": group.name, "clients": list(chosen)}
    return edit_page(
        request,
        people_forms.GroupForm(request.POST or None, initial=initial),
        save=partial(groups.save_group, group=group),
        saved="people:groups",
        template="people/group.html",
        context={"group": group},
    )
