"""How people sign in here, and the factors and sessions of the team; for owners."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts import proof_forms, selectors
from safelight.accounts.doors import owners
from safelight.accounts.models import Member, PersonSession, SignInRules
from safelight.accounts.services import account, factors
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, not_while_acting


@asks_anew
@not_while_acting
@owners
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    now = SignInRules.here()
    initial = {"mail": now.mail, "team_needs_factor": now.team_needs_factor}
    form = proof_forms.RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        factors.change_rules(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:team_security")
    context = {"form": form, "members": selectors.members_with_factors(at=timezone.now())}
    status = 422 if form.is_bound else 200
    return render(request, "people/team_security.html", context, status=status)


@asks_anew
@not_while_acting
@owners
@require_POST
def reset(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody lost their telephone."""
    member = _member(public_id)
    try:
        factors.reset(request=request, member=member, by=_me(request), at=timezone.now())
        messages.success(request, _("Their second factors are gone; they are told by mail."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:member", public_id)


@not_while_acting
@owners
@require_POST
def session_end(request: HttpRequest, public_id: str, session_id: str) -> HttpResponse:
    member = _member(public_id)
    session = get_object_or_404(PersonSession, public_id=session_id, person=member.person)
    account.end_session(session=session, by=_me(request).person)
    messages.success(request, _("That browser is signed out."))
    return redirect("people:member", public_id)


def _member(public_id: str) -> Member:
    found = Member.objects.select_related("person", "role")
    member: Member = get_object_or_404(found, person__public_id=public_id)
    return member


def _me(request: HttpRequest) -> Member:
    return cast(Member, request.member)  # type: ignore[attr-defined]
