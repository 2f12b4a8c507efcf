"""Operators' sign-in in two steps, and sign-out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts import devices, throttle
from safelight.accounts.forms import SignInForm
from safelight.console import forms, session
from safelight.console.doors import operators
from safelight.console.models import TABLES
from safelight.console.services import signing
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            operator = signing.give_password(
                request=request, at=timezone.now(), **form.cleaned_data
            )
        except signing.NotAnOperator as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        else:
            response = redirect("console:code")
            devices.remember(request, response, operator.email, place=signing.CONSOLE)
            return response
    return render(request, "console/sign_in.html", {"form": form}, status=status)


@never_cache
@page
def code(request: HttpRequest) -> HttpResponse:
    """The second step; whoever has no factor yet is led to make one."""
    at = timezone.now()
    operator = session.half(request, at=at)
    if operator is None:
        return redirect("console:sign_in")
    if not codes.has_factor(TABLES, operator):
        return redirect("console:app")
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            signing.give_code(request=request, operator=operator, code=typed, at=at)
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("console:studios")
    status = 401 if form.is_bound else 200
    context = {"form": form, "has_passkey": passkeys.here(TABLES, operator, request)}
    return render(request, "console/code.html", context, status=status)


@never_cache
@page
def app(request: HttpRequest) -> HttpResponse:
    """The first factor, without which there is no way in."""
    at = timezone.now()
    operator = session.half(request, at=at)
    if operator is None or codes.has_factor(TABLES, operator):
        return redirect("console:sign_in" if operator is None else "console:code")
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            made = signing.confirm_app(request=request, operator=operator, code=typed, at=at)
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return render(request, "console/recovery_codes.html", {"codes": made})
    return _enrolment(request, operator, form)


@never_cache
@operators
@page
def prove(request: HttpRequest) -> HttpResponse:
    """The second factor once more, before something that cannot be taken back."""
    at, form = timezone.now(), forms.CodeForm(request.POST or None)
    where = _inside(request, request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        operator: Any = request.operator  # type: ignore[attr-defined]
        try:
            signing.check_code(operator=operator, code=form.cleaned_data["code"], at=at)
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            session.prove(request, at=at)
            return redirect(where)
    status = 401 if form.is_bound else 200
    return render(request, "console/prove.html", {"form": form, "back": where}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    session.end(request, at=timezone.now())
    return redirect("console:sign_in")


def _enrolment(request: HttpRequest, operator: Any, form: forms.CodeForm) -> HttpResponse:
    # It names recovery codes, and those come with the first code.
    form.fields["code"].help_text = ""
    issuer = f"{settings.PLATFORM_HOST} console"
    if codes.waiting(TABLES, operator, issuer=issuer) is None:
        codes.begin(TABLES, operator, at=timezone.now())
    enrolment = codes.waiting(TABLES, operator, issuer=issuer)
    context = {"form": form, "enrolment": enrolment}
    return render(request, "console/app.html", context, status=401 if form.is_bound else 200)


def _inside(request: HttpRequest, where: str) -> str:
    """A path of this host; the list of studios for anything else."""
    is_ours = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours else "/"
