"""Asking to act as a member of a studio."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts.forms import show_refusal
from safelight.accounts.models import Person
from safelight.console import forms, posted, selectors
from safelight.console.doors import may
from safelight.console.services import acting, doorkeeping, rescuing
from safelight.kernel.errors import Refusal
from safelight.outbox import links
from tenants.models import Studio


@never_cache
@may("studios.act_as", proven=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom, why and how long; then the way over, which is open for a minute."""
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    people, at = acting.people(studio), timezone.now()
    form = forms.ActingForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            over = acting.begin(studio=studio, request=request, at=at, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return _way_over(request, studio, over)
    return _page(request, studio, form, people)


@never_cache
@may("studios.act_as")
@require_POST
def knock(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask the owners of a studio that is closed to support."""
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    by: Any = request.operator  # type: ignore[attr-defined]
    reason = posted.text(request.POST, "reason")
    try:
        doorkeeping.ask(studio=studio, by=by, reason=reason, at=timezone.now())
        messages.success(request, _("The owners are asked by mail."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:studio", uuid=uuid)


@never_cache
@may("people.rescue", proven=True)
@require_POST
def rescue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For an owner who lost every device."""
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    by: Any = request.operator  # type: ignore[attr-defined]
    asked = {"person_id": posted.text(request.POST, "person_id", longest=22),
             "reason": posted.text(request.POST, "reason")}  # fmt: skip
    try:
        if rescuing.reset_factors(studio=studio, by=by, **asked):
            messages.success(request, _("They sign in with their password now, and were told."))
        else:
            messages.error(request, _("Choose an owner of the studio."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:studio", uuid=uuid)


def _way_over(request: HttpRequest, studio: Studio, over: acting.HandOver) -> HttpResponse:
    origin = links.workspace(studio)
    context = {"studio": studio, "acting": over.acting, "token": over.token, "origin": origin}
    return render(request, "console/way_over.html", context)


def _page(
    request: HttpRequest, studio: Studio, form: forms.ActingForm, people: list[Person]
) -> HttpResponse:
    door, now = doorkeeping.of(studio), timezone.now()
    context = {
        "studio": studio, "form": form, "people": people,
        "lets_in": door.lets_in(at=now), "door": door,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "console/act.html", context, status=status)
