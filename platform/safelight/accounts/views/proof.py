"""Saying once more that it is you, before something that would hurt in other hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts import paths, proof_forms, throttle
from safelight.accounts.doors import View, signed_in
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import TABLES, Person
from safelight.accounts.services import mailing, proving
from safelight.accounts.views.parts import challenge, wanted_of
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting, open_before_factor, open_while_suspended


def _guarded(view: View) -> View:
    return open_while_suspended(open_before_factor(not_while_acting(signed_in(view))))


@_guarded
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """By a code where there is a second factor, else by the password, else by mailed digits."""
    person = _person(request)
    has_factor = codes.has_factor(TABLES, person)
    if request.method != "POST":
        return _page(request, person, _form(person, None))
    form = proof_forms.CodeForm(request.POST) if has_factor else _form(person, request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    typed = next(iter(form.cleaned_data.values()))
    try:
        _way(person, has_factor)(request=request, person=person, typed=typed, at=timezone.now())
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        if has_factor:
            return _page(request, person, form, status=422, form_error=refusal.sentence)
        show_refusal(form, refusal)
        return _page(request, person, form, status=422)
    return _back(request)


@_guarded
@require_POST
def question(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    return JsonResponse(
        passkeys.question_to_use(TABLES, person, request=request, at=timezone.now())
    )


@_guarded
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    person, form = _person(request), proof_forms.AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        proving.again_by_passkey(
            request=request, person=person, answer=answer, at=timezone.now()
        )  # fmt: skip
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        return _page(request, person, None, status=422, passkey_error=refusal.sentence)
    return _back(request)


@_guarded
@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Send digits to somebody who has neither a password nor a second factor."""
    person = _person(request)
    if not _is_by_mail(person):
        return redirect("accounts:proof")
    try:
        mailing.ask_for_proof(request=request, person=person, at=timezone.now())
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    return _page(request, person, _form(person, None), is_sent=True)


def _way(person: Person, has_factor: bool) -> Callable[..., None]:
    if has_factor:
        return proving.again_by_code
    return mailing.prove if _is_by_mail(person) else proving.again_by_password


def _form(person: Person, data: Any) -> Any:
    return (proof_forms.DigitsForm if _is_by_mail(person) else proof_forms.PasswordForm)(data)


def _is_by_mail(person: Person) -> bool:
    return not person.has_joined and not codes.has_factor(TABLES, person)


def _page(
    request: HttpRequest, person: Person, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        **challenge(request, person, "proof"),
        "has_factor": codes.has_factor(TABLES, person),
        "is_by_mail": _is_by_mail(person),
        "is_sent": form is not None and form.is_bound,
        "form": form,
        **more,
    }
    return render(request, "accounts/proof.html", context, status=status)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(paths.local(wanted_of(request), otherwise="/account/"))


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
