"""Settings → Closing: close the studio for good, and think better of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts.doors import owners
from safelight.accounts.forms import show_refusal
from safelight.kernel import marks
from safelight.kernel.errors import Refusal
from safelight.leaving.forms import ClosingForm
from safelight.leaving.services import closing
from tenants import life
from tenants.context import current_studio


@marks.open_while_suspended
@marks.asks_anew
@marks.not_while_acting
@owners
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    studio = current_studio()
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closing.close(
                studio=studio,
                typed_name=form.cleaned_data["name"],
                asked_by=request.user.name or request.user.email,  # type: ignore[union-attr]
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("closing:page")
    context = {
        "form": form,
        "studio": studio,
        "departure": closing.current(studio),
        "days": life.LEAVES_AFTER.days,
    }
    status = 422 if form.is_bound else 200
    return render(request, "closing/page.html", context, status=status)


@marks.open_while_suspended
@marks.not_while_acting
@owners
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    try:
        closing.stay(studio=current_studio(), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Welcome back. Everything is as it was."))
    return redirect("closing:page")
