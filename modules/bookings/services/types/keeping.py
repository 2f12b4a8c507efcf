"""Session types and their parts, kept as the studio writes them.

What was booked has its own copy of all of it: nothing here changes a booking or a gallery.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from modules.bookings.models import (
    AddOn,
    ContractText,
    Package,
    Question,
    Questionnaire,
    SessionType,
)
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal

Part = TypeVar("Part", SessionType, Package, AddOn, ContractText)
# What a copy has of its own.
_OWN = {"id", "public_id", "slug", "published_at", "paused_at", "archived_at", "created_at"}


class NotReady(Refusal):
    """It lacks something without which nobody could book it."""

    code = "not_ready"


def keep(*, row: Part, fields: Iterable[str]) -> Part:
    """Save a new row at the end of its list, or these columns of one that is there."""
    if row.pk is not None:
        row.save(update_fields=list(fields))
        return row
    if isinstance(row, SessionType) and not row.slug:
        row.slug = free_slug(row.title)
    if not isinstance(row, ContractText):
        siblings = _siblings(row)
        row.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    row.save()
    return row


def free_slug(title: str) -> str:
    """An address of its title that no other one has."""
    base = slugify(title)[:70] or "session"
    taken = set(SessionType.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def publish(*, session_type: SessionType, at: datetime) -> None:
    """Clients may book it from now on. Raises ``NotReady`` with what is missing."""
    if session_type.is_mini and not session_type.slots.exists():
        raise NotReady(_("Plan its slots first: without them there is nothing to book."))
    if not session_type.is_mini and not session_type.calendar.hours.exists():
        raise NotReady(
            _("Set the hours of “%s” first: without them no time is free.")
            % session_type.calendar.name
        )
    session_type.published_at, session_type.paused_at = at, None
    session_type.save(update_fields=["published_at", "paused_at"])


def unpublish(*, session_type: SessionType) -> None:
    """Its page is gone; what is booked stays booked."""
    session_type.published_at = None
    session_type.save(update_fields=["published_at"])


def pause(*, session_type: SessionType, at: datetime) -> None:
    """Its page is shown and takes no bookings."""
    session_type.paused_at = at
    session_type.save(update_fields=["paused_at"])


def resume(*, session_type: SessionType) -> None:
    session_type.paused_at = None
    session_type.save(update_fields=["paused_at"])


def archive(*, session_type: SessionType, at: datetime) -> None:
    """Out of the way, with its page; its slots take no time of the calendar any more."""
    session_type.archived_at = at
    session_type.save(update_fields=["archived_at"])


def restore(*, session_type: SessionType) -> None:
    """Back among the others, unpublished."""
    session_type.archived_at = session_type.published_at = None
    session_type.save(update_fields=["archived_at", "published_at"])


def copy(*, session_type: SessionType, title: str, day: date | None = None) -> SessionType:
    """The same again, unpublished, with packages, add-ons and questions; a mini without slots."""
    # A copy is whole or is not there.
    with transaction.atomic():
        made = SessionType(**_values(session_type))
        made.title, made.slug = title, free_slug(title)
        made.date = (day or session_type.date) if session_type.is_mini else None
        keep(row=made, fields=())
        for part in (
            *session_type.packages.filter(withdrawn_at=None),
            *session_type.add_ons.filter(withdrawn_at=None),
        ):
            type(part).objects.create(**_values(part) | {"session_type": made})
        for asked in session_type.questionnaires.prefetch_related("questions"):
            kept = Questionnaire.objects.create(**_values(asked) | {"session_type": made})
            for question in asked.questions.all():
                Question.objects.create(**_values(question) | {"questionnaire": kept})
    return made


def withdraw(*, part: Package | AddOn, at: datetime) -> None:
    """Offer it no more; bookings keep it."""
    part.withdrawn_at = at
    part.save(update_fields=["withdrawn_at"])


def step(*, part: Package | AddOn, later: bool) -> None:
    """One place earlier or later among those that are offered; at an end it stays."""
    # All places are written anew, so that no two are alike.
    with transaction.atomic():
        rows = list(_siblings(part).filter(withdrawn_at=None))
        here = rows.index(part)
        there = here + 1 if later else here - 1
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
        for number, row in enumerate(rows, 1):
            row.position = number
        type(part).objects.bulk_update(rows, ["position"])


def archive_contract(*, contract: ContractText, at: datetime) -> None:
    """Out of the list; what was signed stays. Raises ``NotReady`` while something asks for it."""
    if SessionType.objects.filter(contract=contract, archived_at=None).exists():
        raise NotReady(_("Session types ask for it. Choose another contract there first."))
    contract.archived_at = at
    contract.save(update_fields=["archived_at"])


def ask(
    *, session_type: SessionType, when: str, title: str, questions: Sequence[Mapping[str, Any]]
) -> Questionnaire | None:
    """Make a questionnaire exactly these questions, in their order; without any there is none.

    Answers that were given keep the questions they answered.
    """
    # Nobody is asked half of it.
    with transaction.atomic():
        session_type.questionnaires.filter(when=when).delete()
        if not questions:
            return None
        made: Questionnaire = Questionnaire.objects.create(
            session_type=session_type, when=when, title=title
        )
        Question.objects.bulk_create(
            Question(questionnaire=made, position=number, **each)
            for number, each in enumerate(questions)
        )
    return made


def _siblings(row: SessionType | Package | AddOn) -> models.QuerySet[Any]:
    if isinstance(row, SessionType):
        return SessionType.objects.all()
    rows: models.QuerySet[Any] = type(row).objects.filter(session_type=row.session_type)
    return rows


def _values(row: models.Model) -> dict[str, Any]:
    """All columns of a row but those that are its own alone."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OWN and field.name not in ("session_type", "questionnaire")
    } | {"public_id": public_id.new()}
