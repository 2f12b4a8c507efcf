"""A person's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from safelight.accounts import forms, throttle
from safelight.accounts.doors import signed_in
from safelight.accounts.models import ApiToken, Member, Person
from safelight.accounts.services import account
from safelight.kernel import marks
from safelight.kernel.errors import Refusal
from safelight.web import languages


@marks.open_while_suspended
@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@marks.open_while_suspended
@signed_in
@require_POST
def details(request: HttpRequest) -> HttpResponse:
    form = forms.DetailsForm(request.POST, languages=_languages(request))
    if not form.is_valid():
        return _page(request, details=form)
    account.change_details(person=_person(request), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("accounts:account")


@marks.not_while_acting
@marks.open_while_suspended
@signed_in
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = forms.ChangePasswordForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, password=form)
    try:
        account.change_password(
            request=request, person=person, at=timezone.now(), **form.cleaned_data
        )
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        forms.show_refusal(form, refusal)
        return _page(request, password=form)
    messages.success(request, _("Your password is changed. Other devices are signed out."))
    return redirect("accounts:account")


@marks.not_while_acting
@marks.open_while_suspended
@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    account.sign_out_everywhere(request=request, person=_person(request), at=timezone.now())
    messages.success(request, _("Every other device is signed out."))
    return redirect("accounts:account")


@marks.asks_anew
@marks.not_while_acting
@signed_in
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    form = forms.TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, token=form)
    try:
        token, secret = account.make_token(member=_member(request), **form.cleaned_data)
    except Refusal as refusal:
        return render(request, "403.html", {"sentence": refusal.sentence}, status=refusal.status)
    return render(request, "accounts/token_made.html", {"token": token, "secret": secret})


@marks.not_while_acting
@signed_in
@require_POST
def revoke_token(request: HttpRequest, public_id: str) -> HttpResponse:
    token = get_object_or_404(
        ApiToken, public_id=public_id, person=_person(request), revoked_at=None
    )
    account.revoke_token(token=token, at=timezone.now())
    messages.success(request, _("The token does not work any more."))
    return redirect("accounts:account")


def _page(request: HttpRequest, **bound: object) -> HttpResponse:
    person = _person(request)
    tokens = ApiToken.objects.filter(person=person, revoked_at=None).order_by("-pk")
    initial = {"name": person.name, "language": person.language}
    context = {
        "details": forms.DetailsForm(initial=initial, languages=_languages(request)),
        "password": forms.ChangePasswordForm(person=person),
        "token": forms.TokenForm(),
        "tokens": tokens if _member(request) else None,
        **bound,
    }
    return render(request, "accounts/account.html", context, status=422 if bound else 200)


def _languages(request: HttpRequest) -> Sequence[str]:
    """The team works in any language; clients choose of what the site offers."""
    if _member(request) is not None:
        return languages.known()
    offered: Sequence[str] = request.languages  # type: ignore[attr-defined]
    # What a person chose once stays theirs to keep.
    return [*offered, _person(request).language]


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _member(request: HttpRequest) -> Member | None:
    return cast("Member | None", request.member)  # type: ignore[attr-defined]
