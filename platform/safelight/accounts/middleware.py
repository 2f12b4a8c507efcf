"""Who is asking: ``request.member``, ``request.client_row`` and ``request.allowed``."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safelight.accounts import throttle, visitors
from safelight.accounts.models import Client, Member, Person
from safelight.audit import writing as audit

Handler = Callable[[HttpRequest], HttpResponse]


class PeopleMiddleware:
    """After authentication, inside a studio: what the person is to the studio."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whoever a request is by, the next one in this thread is not.
        with audit.acting(audit.NOBODY):
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
    audit.become(_actor(request, person))


def _actor(request: HttpRequest, person: Person | None) -> audit.Actor:
    """Who the studio's log says did what this request does."""
    address = throttle.remote_address(request) or ""
    if person is None:
        return audit.Actor(network_address=address)
    return audit.Actor(person_id=person.public_id, name=str(person), network_address=address)


def _member(person: Person | None) -> Member | None:
    return getattr(person, "member", None)


def _client(person: Person | None) -> Client | None:
    return getattr(person, "client", None)
