"""A person's own second factors and sessions."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelight.accounts import proof_forms, tracking, words
from safelight.accounts.doors import View, signed_in
from safelight.accounts.models import TABLES, Person, PersonPasskey, PersonSession, SignInRules
from safelight.accounts.services import account, factors
from safelight.factors import codes, passkeys
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import (
    asks_anew,
    not_while_acting,
    open_before_factor,
    open_while_suspended,
)
from tenants.context import current_studio


def _guarded(view: View) -> View:
    """What changes how somebody proves who they are."""
    return open_while_suspended(asks_anew(not_while_acting(signed_in(view))))


@open_while_suspended
@open_before_factor
@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@open_before_factor
@_guarded
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Set an authenticator app up: begin (``new``), then confirm with its first code."""
    person, at = _person(request), timezone.now()
    if request.method == "POST" and request.POST.get("new"):
        codes.begin(TABLES, person, at=at)
        return redirect("accounts:app")
    if request.method != "POST":
        return _app_page(request, "")
    form = proof_forms.CodeForm(request.POST)
    typed = form.cleaned_data["code"] if form.is_valid() else ""
    try:
        made = factors.confirm_app(request=request, person=person, typed=typed, at=at)
    except codes.NothingToConfirm:
        return redirect("accounts:security")
    except codes.WrongCode as refusal:
        return _app_page(request, refusal.sentence)
    return _added(request, made)


@_guarded
@require_POST
def app_off(request: HttpRequest) -> HttpResponse:
    try:
        factors.switch_app_off(request=request, person=_person(request), at=timezone.now())
        messages.success(request, _("The app's codes are not asked for any more."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("accounts:security")


@_guarded
@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """New recovery codes; the old ones end."""
    person = _person(request)
    if not codes.has_factor(TABLES, person):
        return redirect("accounts:security")
    made = codes.make_recovery_codes(TABLES, person, at=timezone.now())
    return render(request, "accounts/recovery.html", {"codes": made})


@open_before_factor
@_guarded
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    question = passkeys.question_to_make(
        TABLES, _person(request), request=request, called=current_studio().name, at=timezone.now()
    )
    return JsonResponse(question)


@open_before_factor
@_guarded
@require_POST
def passkey_new(request: HttpRequest) -> HttpResponse:
    form = proof_forms.AnswerForm(request.POST)
    values = form.cleaned_data if form.is_valid() else {"answer": "", "name": ""}
    try:
        made = factors.add_passkey(
            request=request, person=_person(request), at=timezone.now(), **values
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, passkey_error=refusal.sentence)
    return _added(request, made)


@_guarded
@require_POST
def passkey_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    passkey = get_object_or_404(PersonPasskey, public_id=public_id, holder=_person(request))
    try:
        factors.remove_passkey(request=request, passkey=passkey, at=timezone.now())
        messages.success(request, _("The passkey does not work any more."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("accounts:security")


@not_while_acting
@signed_in
@require_POST
def session_end(request: HttpRequest, public_id: str) -> HttpResponse:
    person = _person(request)
    session = get_object_or_404(PersonSession, public_id=public_id, person=person)
    account.end_session(session=session, by=person)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:security")


def listed(person: Person, *, this: str = "") -> list[dict[str, Any]]:
    """The person's sessions for a page; ``this`` is the key of the one that asks."""
    return [
        {"row": row, "device": words.of_device(row.user_agent), "is_this": row.key == this}
        for row in tracking.open_sessions(person, at=timezone.now())
    ]


def _page(request: HttpRequest, **more: object) -> HttpResponse:
    person = _person(request)
    context = {
        "has_app": codes.is_on(TABLES, person),
        "passkeys": person.passkeys.order_by("pk"),
        "codes_left": codes.left(TABLES, person),
        "has_factor": codes.has_factor(TABLES, person),
        "must_enrol": person.must_enrol,
        "is_asked_for": hasattr(person, "member") and SignInRules.here().team_needs_factor,
        "host": passkeys.host_of(request),
        "sessions": listed(person, this=request.session.session_key or ""),
        **more,
    }
    return render(request, "accounts/security.html", context, status=422 if more else 200)


def _app_page(request: HttpRequest, error: str) -> HttpResponse:
    person = _person(request)
    enrolment = codes.waiting(TABLES, person, issuer=current_studio().name)
    if enrolment is None:
        return redirect("accounts:security")
    context = {"enrolment": enrolment, "form_error": error}
    return render(request, "accounts/app.html", context, status=422 if error else 200)


def _added(request: HttpRequest, made: list[str]) -> HttpResponse:
    if made:
        return render(request, "accounts/recovery.html", {"codes": made, "is_first": True})
    messages.success(request, _("Added. It is asked for from the next sign-in on."))
    return redirect("accounts:security")


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
