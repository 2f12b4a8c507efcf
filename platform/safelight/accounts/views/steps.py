"""The second step of signing in, and signing in with a passkey alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts import devices, proof_forms, throttle, trust
from safelight.accounts.models import TABLES, Person
from safelight.accounts.services import proving, signing
from safelight.accounts.views.parts import challenge, let_in, wanted_of
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import open_before_factor, open_while_suspended


@open_while_suspended
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """A code of the app, or a recovery code; a passkey has an address of its own."""
    person = signing.waiting(request, at=timezone.now())
    if person is None:
        return redirect("accounts:sign_in")
    form = proof_forms.CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, person)
    try:
        proving.second_by_code(
            request=request, typed=form.cleaned_data["code"], at=timezone.now()
        )  # fmt: skip
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except proving.WaitedTooLong:
        return redirect("accounts:sign_in")
    except codes.WrongCode as refusal:
        return _page(request, person, form_error=refusal.sentence)
    return _done(request, person)


@open_while_suspended
@require_POST
def second_question(request: HttpRequest) -> HttpResponse:
    person = signing.waiting(request, at=timezone.now())
    if person is None:
        return JsonResponse({}, status=410)
    question = passkeys.question_to_use(TABLES, person, request=request, at=timezone.now())
    return JsonResponse(question)


@open_while_suspended
@never_cache
@require_POST
def second_passkey(request: HttpRequest) -> HttpResponse:
    person = signing.waiting(request, at=timezone.now())
    if person is None:
        return redirect("accounts:sign_in")
    form = proof_forms.AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        proving.second_by_passkey(request=request, answer=answer, at=timezone.now())
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        return _page(request, person, passkey_error=refusal.sentence)
    return _done(request, person)


@open_while_suspended
@open_before_factor
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        passkeys.question_to_use(TABLES, None, request=request, at=timezone.now())
    )  # fmt: skip


@open_while_suspended
@open_before_factor
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey and nothing typed."""
    form = proof_forms.AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        person = proving.sign_in_by_passkey(request=request, answer=answer, at=timezone.now())
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        context = {"passkey_error": refusal.sentence, "next": wanted_of(request)}
        return render(request, "accounts/passkey_failed.html", context, status=401)
    return let_in(request, person, wanted_of(request))


def _page(request: HttpRequest, person: Person, **errors: str) -> HttpResponse:
    context = {**challenge(request, person, "second"), "can_trust": True, **errors}
    status = 401 if errors else 200
    return render(request, "accounts/second.html", context, status=status)


def _done(request: HttpRequest, person: Person) -> HttpResponse:
    response = let_in(request, person, wanted_of(request))
    devices.remember(request, response, person.email)
    if request.POST.get("trust"):
        trust.remember(request, response, person)
    return response
