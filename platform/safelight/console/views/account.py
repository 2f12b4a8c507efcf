"""An operator's own account: password, recovery codes, sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts import throttle
from safelight.accounts.forms import show_refusal
from safelight.console import forms, session
from safelight.console.doors import operators
from safelight.console.models import TABLES
from safelight.console.services import own
from safelight.factors import codes
from safelight.kernel.errors import Refusal


@never_cache
@operators
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, forms.OwnPasswordForm())


@never_cache
@operators
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    form = forms.OwnPasswordForm(request.POST)
    if form.is_valid():
        operator, at = _me(request), timezone.now()
        try:
            own.change_password(operator=operator, at=at, **form.cleaned_data)
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            # Every session of the old password ends; this browser goes on with a new one.
            session.begin(request, operator, at=at)
            messages.success(request, _("Your password is changed; other browsers are out."))
            return redirect("console:account")
    return _page(request, form)


@never_cache
@operators
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new ones, shown once."""
    at = timezone.now()
    if not session.is_proven(request, at=at):
        return redirect("/prove/?next=/account/")
    made = codes.make_recovery_codes(TABLES, _me(request), at=at)
    return render(request, "console/recovery_codes.html", {"codes": made})


@never_cache
@operators
@require_POST
def session_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign another browser of one's own out; whoever it acts as ends with it."""
    at = timezone.now()
    get_object_or_404(session.open_of(_me(request), at=at), public_id=public_id).end(at=at)
    messages.success(request, _("That browser is signed out."))
    return redirect("console:account")


def _page(request: HttpRequest, form: forms.OwnPasswordForm) -> HttpResponse:
    operator = _me(request)
    context = {
        "form": form,
        "is_proven": session.is_proven(request, at=timezone.now()),
        "left": codes.left(TABLES, operator),
        "passkeys": operator.passkeys.order_by("pk"),
        "sessions": session.open_of(operator, at=timezone.now())[:20],
        "here": request.operator_session,  # type: ignore[attr-defined]
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/account.html", context, status=status)


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
