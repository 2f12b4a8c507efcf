"""The mail to contributors about their statements. Keys are unique."""

from __future__ import annotations

from django.urls import reverse

from modules.agency.models import Statement
from safelight import outbox


def statement_closed(statement: Statement) -> None:
    """Once for each statement, to whoever has an address."""
    if not statement.email:
        return
    outbox.post(
        key=f"agency.statement:{statement.public_id}",
        to=statement.email,
        to_name=statement.name,
        template="agency_statement",
        context={
            "statement": statement,
            "path": reverse("agency_site:statement", args=[statement.public_id]),
        },
        related=("statement", statement.public_id),
    )
