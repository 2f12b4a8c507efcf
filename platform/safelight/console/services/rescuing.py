"""Letting somebody of a studio in again who lost every device, when nobody else there can."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.accounts.models import TABLES, Person
from safelight.accounts.services import owning
from safelight.audit import writing as audit
from safelight.console.models import Operator, OperatorEntry
from safelight.console.services import noting
from safelight.console.services.studios import ReasonNeeded
from safelight.factors import codes
from safelight.outbox import brand, post
from tenants.context import tenant_context
from tenants.models import Studio


def owners(studio: Studio) -> list[tuple[Person, bool]]:
    """The studio's owners, and whether each has a second factor."""
    if studio.state not in Studio.WORKS_IN:
        return []  # Its tables may be gone already.
    with tenant_context(studio):
        found = owning.owners().order_by("name", "pk")
        return [(each, codes.has_factor(TABLES, each)) for each in found]


def reset_factors(*, studio: Studio, person_id: str, by: Operator, reason: str) -> bool:
    """Take an owner's second factors away, end their sessions, and tell them.

    Their password stays, and is still asked for. False where there is no such owner. Raises
    ``ReasonNeeded``.
    """
    if not reason.strip():
        raise ReasonNeeded(_("Write down why."), fields={"reason": [_("Write down why.")]})
    # Gone, written down in both logs, and told, or none of it.
    with transaction.atomic(), tenant_context(studio):
        person = owning.owners().filter(public_id=person_id).first()
        if person is None:
            return False
        codes.forget_all(TABLES, person)
        person.end_sessions()
        with audit.acting(audit.Actor(operator_email=by.email, operator_name=by.name)):
            subject = ("person", person.public_id, str(person))
            audit.note("acting.factors_reset", subject=subject, details={"reason": reason.strip()})
        verb = OperatorEntry.Verb.RESET_FACTORS
        entry = noting.note(by, verb, studio=studio, subject=str(person), reason=reason)
        post(
            key=f"console factors {entry.pk}", to=person.email, to_name=person.name,
            template="console_factors", brand=brand.of_platform(studio),
            context={"name": person.name, "studio_name": studio.name, "reason": reason.strip()},
            language=person.language or None,
        )  # fmt: skip
    return True
