"""Operators' sign-in and sign-out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts import devices, throttle
from safelight.accounts.forms import SignInForm
from safelight.console import session
from safelight.console.services import signing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            operator = signing.sign_in(request=request, at=timezone.now(), **form.cleaned_data)
        except signing.NotAnOperator as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        else:
            response = redirect("console:studios")
            devices.remember(request, response, operator.email, place=signing.CONSOLE)
            return response
    return render(request, "console/sign_in.html", {"form": form}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    session.end(request)
    return redirect("console:sign_in")
