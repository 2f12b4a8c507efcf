"""Writing down what was done, in the transaction that did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from safelight.audit.models import AuditEntry


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person of the studio, an operator as that person, or nobody (a job)."""

    person_id: str = ""
    name: str = ""
    operator_email: str = ""
    operator_name: str = ""
    network_address: str = ""


NOBODY = Actor()
_actor: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Whoever is named acts in here; a request's middleware and jobs for somebody set it."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def become(actor: Actor) -> None:
    """From here to the end of the ``acting`` around it, for a request that proves to be theirs."""
    _actor.set(actor)


def actor() -> Actor:
    return _actor.get()


def note(
    verb: str,
    *,
    subject: tuple[str, str, str] = ("", "", ""),
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write down that ``verb`` happened to ``subject``: its kind, public id and name.

    Call it inside the transaction of the change, so that both are there or neither.
    """
    who = actor()
    kind, public_id, name = subject
    return AuditEntry.objects.create(
        verb=verb,
        actor_id=who.person_id,
        actor_name=who.name[:200],
        operator_email=who.operator_email,
        operator_name=who.operator_name,
        subject_kind=kind,
        subject_id=public_id,
        subject_name=name[:200],
        details=dict(details or {}),
        network_address=who.network_address,
    )
