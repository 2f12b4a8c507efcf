"""Deleting a studio: asked for by one operator, decided by another."""

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
from safelight.console import forms, posted, selectors
from safelight.console.doors import may
from safelight.console.services import erasures
from safelight.kernel.errors import Refusal


@never_cache
@may("studios.erase", proven=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    form = forms.ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at = _me(request), timezone.now()
        try:
            erasures.ask(studio=studio, by=by, at=at, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Another operator has to agree."))
            return redirect("console:studio", uuid=uuid)
    status = 422 if form.is_bound else 200
    context = {"studio": studio, "form": form, "wish": erasures.current(studio)}
    return render(request, "console/erasure.html", context, status=status)


@never_cache
@may("studios.erase", proven=True)
@require_POST
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``act``: approve, refuse, or undo while its 30 days go on."""
    studio = get_object_or_404(selectors.studios(), uuid=uuid)
    by, at, act = _me(request), timezone.now(), request.POST.get("act", "")
    try:
        if act == "approve":
            erasures.approve(studio=studio, by=by, at=at)
        elif act == "refuse":
            erasures.refuse(studio=studio, by=by, at=at)
        elif act == "undo":
            reason = posted.text(request.POST, "reason")
            erasures.undo(studio=studio, by=by, reason=reason, at=at)
        else:
            return HttpResponse(status=400)
        messages.success(request, _("Done, and written down."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:studio", uuid=uuid)


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
