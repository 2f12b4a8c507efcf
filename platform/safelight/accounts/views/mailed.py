"""Signing in by mail: asking, typing the digits, and following the link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.accounts import proof_forms, throttle
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import MailedCode, SignInRules
from safelight.accounts.services import joining, mailing
from safelight.accounts.views.parts import let_in, wanted_of
from safelight.kernel.marks import open_before_factor, open_for_what_was_paid

page = require_http_methods(["GET", "HEAD", "POST"])


@open_for_what_was_paid
@never_cache
@page
def ask(request: HttpRequest) -> HttpResponse:
    form = proof_forms.MailForm(request.POST or None)
    wanted = wanted_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            mailing.ask(
                request=request, email=form.cleaned_data["email"], then=wanted[:200],
                at=timezone.now(),
            )  # fmt: skip
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except mailing.NoSignInByMail:
            return redirect("accounts:sign_in")
        return _enter_page(request, proof_forms.DigitsForm(), wanted)
    if SignInRules.here().mail == SignInRules.Mail.NONE:
        return redirect("accounts:sign_in")
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": wanted}
    return render(request, "accounts/mailed_ask.html", context, status=status)


@open_for_what_was_paid
@never_cache
@page
def enter(request: HttpRequest) -> HttpResponse:
    """The digits, in the browser that asked."""
    form = proof_forms.DigitsForm(request.POST or None)
    wanted = wanted_of(request)
    if mailing.asked(request) is None:
        return redirect("accounts:mailed_ask")
    if request.method != "POST" or not form.is_valid():
        return _enter_page(request, form, wanted, status=422 if form.is_bound else 200)
    try:
        code = mailing.sign_in(
            request=request, typed=form.cleaned_data["code"], at=timezone.now()
        )  # fmt: skip
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except mailing.WrongDigits as refusal:
        show_refusal(form, refusal)
        return _enter_page(request, form, wanted, status=401)
    return let_in(request, code.person, code.then)


@open_for_what_was_paid
@open_before_factor
@never_cache
@page
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A button: programs that look into mails follow links, and press none."""
    code = mailing.by_link(secret, at=timezone.now())
    if code is None:
        return _ended(request, is_known=mailing.is_known(secret))
    if request.method != "POST":
        context = {"email": code.person.email, "is_mine": mailing.is_of(request, code)}
        return render(request, "accounts/mailed_link.html", context)
    try:
        mailing.follow(request=request, code=code, at=timezone.now())
    except joining.LinkEnded:
        return _ended(request)
    return let_in(request, code.person, code.then)


def _enter_page(
    request: HttpRequest, form: proof_forms.DigitsForm, wanted: str, *, status: int = 200
) -> HttpResponse:
    asked, mail = mailing.asked(request), SignInRules.here().mail
    context = {
        "form": form,
        "next": wanted,
        "email": asked.email if asked else "",
        "has_code": mail != SignInRules.Mail.LINK,
        "has_link": mail != SignInRules.Mail.CODE,
    }
    return render(request, "accounts/mailed_enter.html", context, status=status)


def _ended(request: HttpRequest, *, is_known: bool = True) -> HttpResponse:
    purpose = MailedCode.Purpose.SIGN_IN.value
    context = {"why": "expired", "purpose": purpose}
    # As of every link: one that this studio never made is not here at all.
    status = 410 if is_known else 404
    return render(request, "accounts/link_ended.html", context, status=status)
