"""The visitor of a request, kept by a signed cookie of this host."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from safelight.accounts.models import Person, Visitor
from safelight.kernel import hooks
from tenants.context import current_studio

COOKIE = f"{settings.COOKIE_PREFIX}visitor"
ONE_YEAR = 365 * 24 * 3600


def current(request: HttpRequest) -> Visitor | None:
    """Who looks, or None for somebody who has not kept anything yet."""
    if not hasattr(request, "_visitor"):
        request._visitor = _find(request)  # type: ignore[attr-defined]
    return cast("Visitor | None", request._visitor)  # type: ignore[attr-defined]


def ensure(request: HttpRequest) -> Visitor:
    """Who looks; made now if need be. ``VisitorMiddleware`` sets the cookie."""
    visitor = current(request)
    if visitor is None:
        visitor = _of(request.user) if request.user.is_authenticated else Visitor.objects.create()
        request._visitor = visitor  # type: ignore[attr-defined]
        request._visitor_is_new = True  # type: ignore[attr-defined]
    return visitor


def sign_in(request: HttpRequest, person: Person) -> None:
    """Merge what this browser kept before into the person's visitor."""
    before = _by_cookie(request)
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    with transaction.atomic():  # The merge moves rows of several modules together.
        visitor = _of(person)
        if before is not None and before.person_id is None and before.pk != visitor.pk:
            hooks.call(modules, "merge_visitor", source_id=before.pk, target_id=visitor.pk)
    request._visitor = visitor  # type: ignore[attr-defined]


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie of a visitor who was just made; a person's visitor needs none."""
    visitor = getattr(request, "_visitor", None)
    if visitor is None or not getattr(request, "_visitor_is_new", False) or visitor.person_id:
        return
    response.set_signed_cookie(
        COOKIE, visitor.public_id, salt=_salt(), max_age=ONE_YEAR,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def _find(request: HttpRequest) -> Visitor | None:
    if request.user.is_authenticated:
        return getattr(request.user, "visitor", None)
    visitor = _by_cookie(request)
    # A browser that was somebody's, and is signed out now, starts anew.
    return visitor if visitor is not None and visitor.person_id is None else None


def _by_cookie(request: HttpRequest) -> Visitor | None:
    value = request.get_signed_cookie(COOKIE, default=None, salt=_salt(), max_age=ONE_YEAR)
    return Visitor.objects.filter(public_id=value).first() if value else None


def _of(person: object) -> Visitor:
    visitor, _ = Visitor.objects.get_or_create(person=cast(Person, person))
    return visitor


def _salt() -> str:
    # One studio's cookie means nothing to another, even on a shared parent host.
    return f"visitor:{current_studio().uuid}"
