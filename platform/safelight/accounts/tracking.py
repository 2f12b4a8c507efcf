"""Where somebody is signed in: one row for each of their browsers, found by the session's key."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.http import HttpRequest

from safelight.accounts import throttle
from safelight.accounts.models import Person, PersonSession

# Writing with every request would cost more than anybody gains.
EVERY = timedelta(minutes=5)
# A session of Django's lasts two weeks; what is older is nobody's any more.
KEPT = timedelta(days=30)


def began(request: HttpRequest, person: Person, *, at: datetime) -> PersonSession:
    """Note the session that has just begun; call it after the key was changed for the last time."""
    person.sessions.filter(seen_at__lt=at - KEPT).delete()
    row: PersonSession = PersonSession.objects.create(
        person=person, key=_key(request), user_agent=_agent(request), network=network(request),
        begun_at=at, seen_at=at,
    )  # fmt: skip
    return row


def moved(request: HttpRequest, person: Person, *, before: str | None, at: datetime) -> None:
    """This session goes on under a new key; the row of its old one goes with it."""
    rows = person.sessions.filter(key=before)
    if not rows.update(key=_key(request)):
        began(request, person, at=at)


def seen(request: HttpRequest, *, at: datetime) -> None:
    """Called with each request; writes at most every five minutes."""
    last = getattr(request.session, "seen_at", None)
    if last is not None and at - last > EVERY:
        rows = PersonSession.objects.filter(key=request.session.session_key)
        rows.update(seen_at=at, network=network(request))


def open_sessions(person: Person, *, at: datetime) -> list[PersonSession]:
    """The person's sessions that still hold, the latest first."""
    rows = list(person.sessions.order_by("-seen_at", "-pk"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.key for row in rows], expire_date__gt=at
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.key in alive]


def end(row: PersonSession) -> None:
    """Sign one browser out, from its next request on."""
    Session.objects.filter(session_key=row.key).delete()
    row.delete()


def ended(request: HttpRequest) -> None:
    """Call it before the session is flushed."""
    PersonSession.objects.filter(key=request.session.session_key).delete()


def network(request: HttpRequest) -> str:
    """The coarse place that a request comes from: an IPv4 /24 or an IPv6 /64."""
    address = throttle.remote_address(request)
    if address is None:
        return ""
    bits = 64 if ":" in address else 24
    return str(ipaddress.ip_network((address, bits), strict=False))


def _key(request: HttpRequest) -> str:
    session: Any = request.session
    if session.session_key is None:
        session.save()
    return str(session.session_key)


def _agent(request: HttpRequest) -> str:
    # Stored as sent, so it may hold what the database does not take.
    return request.headers.get("User-Agent", "").replace("\0", "")[:300]
