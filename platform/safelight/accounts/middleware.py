"""Who is asking: ``request.member``, ``request.client_row`` and ``request.allowed``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from safelight.accounts import actors, guarding, tracking, visitors
from safelight.accounts.models import Client, Member, Person
from safelight.audit import writing as audit

Handler = Callable[[HttpRequest], HttpResponse]


class PeopleMiddleware:
    """After authentication, inside a studio: what the person is to it, and which views wait."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whoever a request is by, the next one in this thread is not.
        with audit.acting(audit.NOBODY):
            set_people(request)
            if hasattr(request, "studio") and request.user.is_authenticated:
                tracking.seen(request, at=timezone.now())
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        return guarding.before(request, view) if hasattr(request, "studio") else None


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
    audit.become(actors.of(request, person))


def _member(person: Person | None) -> Member | None:
    return getattr(person, "member", None)


def _client(person: Person | None) -> Client | None:
    return getattr(person, "client", None)
