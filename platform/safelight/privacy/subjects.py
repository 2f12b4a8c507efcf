"""A client as rows know them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q

from safelight.accounts.models import Client, Person, Visitor
from safelight.audit import privacy as log
from safelight.kernel.privacy import Held, Subject


def of(client: Client) -> Subject:
    person = client.person
    visitors = Visitor.objects.filter(person=person.pk).values_list("pk", flat=True)
    return Subject(
        person_id=person.pk, person_public_id=person.public_id, client_id=client.pk,
        client_public_id=client.public_id, visitor_ids=tuple(visitors), email=person.email,
        name=person.name, former_emails=tuple(sorted(_former(person))),
    )  # fmt: skip


def by_each_address(subject: Subject) -> list[Subject]:
    """As rows may know them by this address or an earlier one."""
    return [subject, *(replace(subject, email=email) for email in subject.former_emails)]


def _former(person: Person) -> set[str]:
    """Earlier addresses, without those that are somebody else's by now."""
    before = log.former_emails(person.public_id)
    return before - set(Person.objects.filter(email__in=before).values_list("email", flat=True))


def rows(held: Held, subject: Subject) -> Q:
    """Which rows of a table are about them."""
    found = Q(pk__in=[])
    asked: tuple[tuple[str, str, Any], ...] = (
        (held.person, "", subject.person_id),
        (held.client, "", subject.client_id),
        (held.visitor, "__in", subject.visitor_ids),
        *((held.email, "__iexact", email) for email in (subject.email, *subject.former_emails)),
    )
    for lookup, how, value in asked:
        if lookup:
            found |= Q(**{f"{lookup}{how}": value})
    return found
