"""Who is asking: ``request.member``, ``request.client_row`` and ``request.allowed``."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safelight.accounts import visitors
from safelight.accounts.models import Client, Member, Person

Handler = Callable[[HttpRequest], HttpResponse]


class PeopleMiddleware:
    """After authentication, inside a studio: what the person is to the studio."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_people(request)
        return self.get_response(request)


class VisitorMiddleware:
    """Sets the cookie of a visitor who was made during the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "studio"):
            visitors.remember(request, response)
        return response


def set_people(request: HttpRequest) -> None:
    """Fill in the request from ``request.user``; also for a person known by an API token."""
    user = getattr(request, "user", None) if hasattr(request, "studio") else None
    person = user if user is not None and user.is_authenticated else None
    member, client = _member(person), _client(person)
    request.member = member  # type: ignore[attr-defined]
    request.client_row = client  # type: ignore[attr-defined]
    request.allowed = (  # type: ignore[attr-defined]
        member.role.allows(request.modules) if member else frozenset()  # type: ignore[attr-defined]
    )


def _member(person: Person | None) -> Member | None:
    return getattr(person, "member", None)


def _client(person: Person | None) -> Client | None:
    return getattr(person, "client", None)
