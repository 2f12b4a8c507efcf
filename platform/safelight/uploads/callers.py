"""Who sends an upload: a member by the session of the pages, or a program by a token.

The API's own classes are built on REST framework, whose requests read a whole body; a file is
streamed past it, so the same two ways in are asked here.
"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

from safelight.accounts.middleware import set_people
from safelight.accounts.models import ApiToken, Person
from safelight.accounts.models.links import digest
from safelight.kernel.errors import Refusal


class NotSignedIn(Refusal):
    code = "not_authenticated"
    status = 401


class ForgedRequest(Refusal):
    code = "csrf_failed"
    status = 403


class _Csrf(CsrfViewMiddleware):
    """Says why instead of answering."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise ForgedRequest(_("This page is too old. Reload it and try again."))


def member(request: HttpRequest) -> Person:
    """The member who asks; sets ``request.allowed``. Raises ``NotSignedIn``, ``ForgedRequest``."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        _enter_by_token(request, secret.strip())
    elif request.user.is_authenticated:
        check = _Csrf(_nowhere)
        check.process_request(request)
        check.process_view(request, _nowhere, (), {})
    else:
        raise NotSignedIn(_("Sign in again, then go on uploading."))
    return cast(Person, request.user)


def _enter_by_token(request: HttpRequest, secret: str) -> None:
    token = ApiToken.objects.select_related("person__member__role").filter(
        digest=digest(secret), revoked_at=None, person__disabled_at=None,
        person__member__isnull=False,
    ).first()  # fmt: skip
    if token is None:
        raise NotSignedIn(_("This token is unknown here or was revoked."))
    request.user = token.person
    set_people(request)


def _nowhere(request: HttpRequest) -> HttpResponse:
    """The view that the check thinks it guards."""
    return HttpResponse()
