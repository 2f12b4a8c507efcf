"""Sign-in, sign-out, and the way in after sign-up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts import forms, paths, throttle
from safelight.accounts.models import OneTimeLink, SignInRules
from safelight.accounts.services import joining, signing
from safelight.accounts.views.links import ended
from safelight.accounts.views.parts import home_of, let_in, wanted_of
from safelight.kernel import marks


@marks.open_while_suspended
@marks.open_before_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    wanted = wanted_of(request)
    if request.user.is_authenticated and request.method != "POST":
        return redirect(paths.local(wanted, otherwise=home_of(request.user)))
    form = forms.SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = signing.sign_in(request=request, at=timezone.now(), **form.cleaned_data)
        except signing.NotSignedIn as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        else:
            return let_in(request, person, wanted)
    context = {
        "form": form,
        "next": wanted,
        "by_mail": SignInRules.here().mail != SignInRules.Mail.NONE,
        "ask_url": reverse("accounts:passkey_question"),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@marks.open_while_suspended
@marks.open_before_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing.end_session(request=request)
    return redirect("/")


@marks.open_while_suspended
@never_cache
@require_GET
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """The end of sign-up: from the platform's host into the new workspace."""
    at = timezone.now()
    link = OneTimeLink.find(OneTimeLink.Purpose.WELCOME, secret, at=at)
    if link is None:
        return ended(request, OneTimeLink.Purpose.WELCOME, secret)
    try:
        person = joining.come_in(request=request, link=link, at=at)
    except joining.LinkEnded:
        return ended(request, OneTimeLink.Purpose.WELCOME, secret)
    return let_in(request, person, reverse("workspace:home"))
