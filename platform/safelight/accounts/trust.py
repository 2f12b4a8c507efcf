"""Browsers that are not asked for the second factor again, for thirty days.

The cookie ends with the password and with every "sign out everywhere": it is made of what sessions
are checked by.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from safelight.accounts.models import Person
from tenants.context import current_studio

COOKIE = f"{settings.COOKIE_PREFIX}trusted"
THIRTY_DAYS = 30 * 24 * 3600


def is_trusted(request: HttpRequest, person: Person) -> bool:
    kept = request.get_signed_cookie(COOKIE, default="", salt=_salt(), max_age=THIRTY_DAYS)
    return constant_time_compare(str(kept), _mark(person))


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    response.set_signed_cookie(
        COOKIE, _mark(person), salt=_salt(), max_age=THIRTY_DAYS,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def _mark(person: Person) -> str:
    value = f"{person.public_id}:{person.get_session_auth_hash()}"
    return salted_hmac("safelight.accounts.trust", value, algorithm="sha256").hexdigest()


def _salt() -> str:
    return f"trusted:{current_studio().uuid}"
