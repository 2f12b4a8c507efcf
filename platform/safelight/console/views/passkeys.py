"""Operators' passkeys: made on the page of the account, beside the app; used as second factor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from safelight.accounts import throttle
from safelight.console import session
from safelight.console.doors import operators, with_fresh_proof
from safelight.console.models import TABLES, OperatorPasskey
from safelight.console.services import signing
from safelight.factors import passkeys
from safelight.kernel.errors import Refusal


@never_cache
@operators
@with_fresh_proof
@require_POST
def question_to_make(request: HttpRequest) -> JsonResponse:
    called = f"{settings.PLATFORM_HOST} console"
    question = passkeys.question_to_make(
        TABLES, _me(request), request=request, called=called, at=timezone.now()
    )
    return JsonResponse(question)


@never_cache
@operators
@with_fresh_proof
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    answer, name = request.POST.get("answer", ""), request.POST.get("name", "")
    try:
        passkeys.make(
            TABLES, _me(request), request=request, answer=answer, name=name, at=timezone.now()
        )  # fmt: skip
        messages.success(request, _("The passkey works from now on."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("console:account")


@never_cache
@operators
@with_fresh_proof
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """The app stays, so that nobody is left without a factor."""
    get_object_or_404(OperatorPasskey, public_id=public_id, holder=_me(request)).delete()
    messages.success(request, _("The passkey does not work any more."))
    return redirect("console:account")


@never_cache
@require_POST
def question_to_use(request: HttpRequest) -> JsonResponse:
    """For the second step, and for showing once more who it is."""
    at = timezone.now()
    operator = getattr(request, "operator", None) or session.half(request, at=at)
    if operator is None:
        raise Http404
    return JsonResponse(passkeys.question_to_use(TABLES, operator, request=request, at=at))


@never_cache
@require_POST
def use(request: HttpRequest) -> HttpResponse:
    """The second step, after the password."""
    at, answer = timezone.now(), request.POST.get("answer", "")
    operator = session.half(request, at=at)
    if operator is None:
        return redirect("console:sign_in")
    try:
        signing.give_passkey(request=request, operator=operator, answer=answer, at=at)
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("console:code")
    return redirect("console:studios")


def _me(request: HttpRequest) -> Any:
    return request.operator  # type: ignore[attr-defined]
