"""Who the studio's log says did what a request does."""

from __future__ import annotations

from django.http import HttpRequest

from safelight.accounts import throttle
from safelight.accounts.models import Person
from safelight.audit import writing as audit


def of(request: HttpRequest, person: Person | None) -> audit.Actor:
    address = throttle.remote_address(request) or ""
    if person is None:
        return audit.Actor(network_address=address)
    # An operator who acts as this person (safelight.console); both are written down.
    acting = getattr(request, "acting", None)
    operator = acting.operator if acting is not None else None
    return audit.Actor(
        person_id=person.public_id, name=str(person), network_address=address,
        operator_email=operator.email if operator else "",
        operator_name=operator.name if operator else "",
    )  # fmt: skip


def subject(person: Person) -> tuple[str, str, str]:
    """How the log names a person that something was done to."""
    return "person", person.public_id, str(person)
