"""A client as rows know them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from safelight.accounts.models import Client, Visitor
from safelight.kernel.privacy import Held, Subject


def of(client: Client) -> Subject:
    person = client.person
    visitors = Visitor.objects.filter(person=person.pk).values_list("pk", flat=True)
    return Subject(
        person_id=person.pk, person_public_id=person.public_id, client_id=client.pk,
        client_public_id=client.public_id, visitor_ids=tuple(visitors), email=person.email,
        name=person.name,
    )  # fmt: skip


def rows(held: Held, subject: Subject) -> Q:
    """Which rows of a table are about them."""
    found = Q(pk__in=[])
    asked: tuple[tuple[str, str, Any], ...] = (
        (held.person, "", subject.person_id),
        (held.client, "", subject.client_id),
        (held.visitor, "__in", subject.visitor_ids),
        (held.email, "__iexact", subject.email),
    )
    for lookup, how, value in asked:
        if lookup:
            found |= Q(**{f"{lookup}{how}": value})
    return found
