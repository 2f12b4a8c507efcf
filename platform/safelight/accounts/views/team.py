"""The team in the workspace."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts import people_forms, selectors
from safelight.accounts.doors import workspace
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import TABLES, Member
from safelight.accounts.services import people, team
from safelight.accounts.views.clients import tell
from safelight.accounts.views.parts import team_tabs
from safelight.accounts.views.security import listed
from safelight.factors import codes
from safelight.kernel import hooks
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("team.manage")


@door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"members": selectors.members(at=timezone.now()), "tabs": team_tabs(request)}
    return render(request, "people/team.html", context)


@not_while_acting
@door
@never_cache
@page
def invite(request: HttpRequest) -> HttpResponse:
    form = people_forms.InviteMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = people.invite_member(**form.cleaned_data, by=_me(request), at=timezone.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            tell(request, invited)
            return redirect("people:team")
    context = {
        "form": form,
        "title": _("Invite somebody to the team"),
        "text": _("They get one mail with a link to choose a password. It works for 7 days."),
        "action": _("Send the invitation"),
    }
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)


@not_while_acting
@door
@never_cache
@page
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    member = _member(public_id)
    form = people_forms.MemberRoleForm(
        request.POST or None, initial={"role": member.role.public_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            team.change_role(member=member, role=form.cleaned_data["role"], by=_me(request))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:team")
    context = {
        "form": form,
        "member": member,
        "panels": _panels(request, member),
        "security": _security(request, member),
    }
    return render(request, "people/member.html", context, status=422 if form.is_bound else 200)


def _security(request: HttpRequest, member: Member) -> str:
    """Sessions and second factors, which are for owners to end."""
    if not _me(request).role.is_owner:
        return ""
    context = {
        "member": member,
        "sessions": listed(member.person),
        "has_factor": codes.has_factor(TABLES, member.person),
    }
    return render_to_string("people/member_security.html", context, request)


def _panels(request: HttpRequest, member: Member) -> SafeString:
    """What modules say of the member, one below the other."""
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    answers = hooks.call(modules, "member_panel", request=request, person_id=member.person_id)
    return format_html_join("", "{}", ((answer,) for answer in answers))


@not_while_acting
@door
@require_POST
def invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send anew, or cancel."""
    person = _member(public_id).person
    try:
        if request.POST.get("cancel"):
            people.cancel_invitation(person=person, at=timezone.now())
            messages.success(request, _("The invitation is cancelled: its link does not work."))
        else:
            by = _me(request).person
            tell(request, people.resend_invitation(person=person, by=by, at=timezone.now()))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:member", public_id)


@not_while_acting
@door
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        team.remove_member(member=_member(public_id), by=_me(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("people:member", public_id)
    messages.success(request, _("They are out of the team from now on."))
    return redirect("people:team")


def _member(public_id: str) -> Member:
    found = selectors.members(at=timezone.now())
    member: Member = get_object_or_404(found, person__public_id=public_id)
    return member


def _me(request: HttpRequest) -> Member:
    return cast(Member, request.member)  # type: ignore[attr-defined]
