"""Programs come with a token, the pages' scripts with their session and its CSRF token."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from safelight.accounts.middleware import set_people
from safelight.accounts.models import ApiToken, Person
from safelight.accounts.models.links import digest

USE_IS_NOTED_EVERY = timedelta(minutes=5)


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer sl_…`` of a member who is not disabled."""

    def authenticate(self, request: Request) -> tuple[Person, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = ApiToken.objects.select_related("person__member__role").filter(
            digest=digest(secret.strip()), revoked_at=None, person__disabled_at=None,
            person__member__isnull=False,
        ).first()  # fmt: skip
        if token is None:
            raise AuthenticationFailed(_("This token is unknown here or was revoked."))
        _note_use(token)
        # The rest of the project reads Django's request.
        request._request.user = token.person
        set_people(request._request)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class PageAuthentication(SessionAuthentication):
    """The session of the pages. CSRF is checked for visitors who are not signed in as well."""

    def authenticate(self, request: Request) -> tuple[Person, None] | None:
        self.enforce_csrf(request)
        user = getattr(request._request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        return user, None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as problem:
            sentence = _("This page is too old. Reload it and try again.")
            raise PermissionDenied(sentence, code="csrf_failed") from problem


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    recent = Q(last_used_at__gt=now - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(pk=token.pk).exclude(recent).update(last_used_at=now)
