"""Browsers in which somebody has signed in before.

Their tries are counted apart, so that a stranger who guesses at an account cannot lock out the
person it belongs to.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safelight.accounts.models.people import normalise_email
from tenants.context import current_studio

COOKIE = f"{settings.COOKIE_PREFIX}device"
HALF_A_YEAR = 182 * 24 * 3600


def is_known(request: HttpRequest, email: str, *, place: str = "") -> bool:
    """``place``: where somebody signed in, when it was not at the studio of the request."""
    kept = request.get_signed_cookie(COOKIE, default=None, salt=_salt(place), max_age=HALF_A_YEAR)
    return kept == _mark(email)


def remember(request: HttpRequest, response: HttpResponse, email: str, *, place: str = "") -> None:
    response.set_signed_cookie(
        COOKIE, _mark(email), salt=_salt(place), max_age=HALF_A_YEAR,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def _mark(email: str) -> str:
    return hashlib.sha256(normalise_email(email).encode()).hexdigest()


def _salt(place: str) -> str:
    return f"device:{place or current_studio().uuid}"
