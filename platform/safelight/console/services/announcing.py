"""Announcements: written by operators, shown in workspaces, put away by members."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from safelight import jobs
from safelight.console.models import Announcement, Dismissal, Operator, OperatorEntry
from safelight.console.services import noting, owners
from tenants import limits
from tenants.context import public_context
from tenants.models import Studio

MAIL = "console.mail_announcement"
Verb = OperatorEntry.Verb
Audience = Announcement.Audience
# Every page of every workspace asks; a new one appears within this time.
KEPT_SECONDS = 30
_kept: tuple[float, list[Announcement]] | None = None


def announce(*, values: Mapping[str, Any], by: Operator) -> Announcement:
    """Show it from its beginning on; owners get mail at once where it asks for that."""
    with transaction.atomic():  # What is said, that it was said, and the mails.
        made = Announcement.objects.create(**values, made_by=by)
        noting.note(by, Verb.ANNOUNCE, subject=made.text)
        if made.is_mailed:
            jobs.enqueue(MAIL, key=f"announcement {made.pk}", once=True, announcement_id=made.pk)
    forget()
    return made


def mail(*, announcement_id: int) -> int:
    """Post it to the owners of whom it is for, once each however often it is asked."""
    found = Announcement.objects.filter(pk=announcement_id, withdrawn_at=None).first()
    if found is None:
        return 0
    told = 0
    for studio in meant(found):
        with transaction.atomic():  # A studio's mails and the jobs that send them.
            told += _mail(found, studio)
    return told


def withdraw(*, announcement: Announcement, by: Operator, at: datetime) -> bool:
    """Show it no more; False where somebody has already."""
    with transaction.atomic():  # As above.
        mine = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
        if not mine.update(withdrawn_at=at):
            return False
        noting.note(by, Verb.WITHDRAW, subject=announcement.text)
    forget()
    return True


def meant(announcement: Announcement) -> list[Studio]:
    """The open studios that it is for; one query, and one a studio where it is about a plan."""
    found = Studio.objects.filter(state=Studio.State.READY).order_by("pk")
    named = announcement.named
    if announcement.audience == Audience.MODULE:
        found = found.filter(enabled_modules__module__in=named).distinct()
    elif announcement.audience == Audience.STUDIOS:
        found = found.filter(address__in=named)
    elif announcement.audience == Audience.PLAN:
        found = found.filter(allowance__plan_name__in=named)
    return list(found)


def shown(*, studio: Studio, person_id: str, modules: frozenset[str]) -> Sequence[Announcement]:
    """What this member sees now. No query while nothing is announced."""
    now = timezone.now()
    running = [each for each in _running() if each.begins_at <= now < each.ends_at]
    mine = [each for each in running if _is_for(each, studio, modules)]
    if not mine:
        return []
    put_away = set(
        Dismissal.objects.filter(
            studio=studio, person_id=person_id, announcement__in=mine
        ).values_list("announcement_id", flat=True)
    )
    return [each for each in mine if each.pk not in put_away]


def dismiss(*, public_id: str, studio: Studio, person_id: str) -> None:
    with public_context():
        found = Announcement.objects.filter(public_id=public_id).first()
        if found is not None:
            Dismissal.objects.get_or_create(
                announcement=found, studio=studio, person_id=person_id
            )  # fmt: skip


def forget() -> None:
    """Ask the database again at the next page."""
    global _kept  # noqa: PLW0603 - one list for all threads of the process
    _kept = None


def _running() -> list[Announcement]:
    global _kept  # noqa: PLW0603 - as above
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        with public_context():
            rows = Announcement.objects.filter(withdrawn_at=None, ends_at__gt=timezone.now())
            _kept = (time.monotonic(), list(rows.order_by("-pk")[:20]))
    return _kept[1]


def _is_for(announcement: Announcement, studio: Studio, modules: frozenset[str]) -> bool:
    named = announcement.named
    if announcement.audience == Audience.MODULE:
        return any(name in modules for name in named)
    if announcement.audience == Audience.STUDIOS:
        return studio.address in named
    if announcement.audience == Audience.PLAN:
        return limits.of(studio).plan_name in named
    return True


def _mail(announcement: Announcement, studio: Studio) -> int:
    return owners.tell(
        studio=studio, key=f"console announced {announcement.public_id}",
        template="console_announcement",
        context={
            "kind": announcement.get_kind_display(), "text": announcement.text,
            "link": announcement.link, "link_words": announcement.link_words,
        },
    )  # fmt: skip
