"""Gathering what the console shows of all studios, one studio at a time, in a job."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Q, Sum
from django.utils.crypto import salted_hmac

from safelight import jobs
from safelight.accounts.models import Client, Member
from safelight.audit.models import AuditEntry
from safelight.console.models import DayFigures, StudioFigures
from safelight.kernel import gate, hooks
from safelight.kernel.figures import Ailment, Figures
from safelight.leaving.models import Receipt
from safelight.outbox.models import DomainEvent, OutgoingMessage
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tenants.versions import code_version

log = logging.getLogger(__name__)

GATHER = "console.gather_figures"
EVERY = timedelta(minutes=15)
# A run that was broken off goes on with those whose figures are older than this.
FRESH = timedelta(minutes=10)
# Mails that failed longer ago are nobody's work any more.
LATELY = timedelta(days=30)

_DIGESTS = """
    WITH fresh AS (
        SELECT DISTINCT encode(sha256(convert_to(%(key)s || p.email, 'UTF8')), 'hex') AS digest,
               CASE WHEN r.is_owner THEN 'owner' WHEN m.id IS NOT NULL THEN 'member'
                    ELSE 'client' END AS kind
          FROM accounts_person p
          LEFT JOIN accounts_member m ON m.person_id = p.id
          LEFT JOIN accounts_role r ON r.id = m.role_id
          LEFT JOIN accounts_client c ON c.person_id = p.id
         WHERE m.id IS NOT NULL OR c.id IS NOT NULL
    ), gone AS (
        DELETE FROM public.console_maildigest d
         WHERE d.studio_id = %(studio)s AND NOT EXISTS (
               SELECT 1 FROM fresh f WHERE f.digest = d.digest AND f.kind = d.kind)
    )
    INSERT INTO public.console_maildigest (studio_id, digest, kind)
    SELECT %(studio)s, digest, kind FROM fresh
    ON CONFLICT (digest, studio_id, kind) DO NOTHING
"""


def gather_all(*, at: datetime) -> int:
    """Every studio that is there and whose figures are old; how many. Then the day's sums."""
    done = 0
    for studio in _due(at):
        gather(studio, at=at)
        jobs.heartbeat(done=done)
        done += 1
    sum_up_day(at=at)
    return done


def gather(studio: Studio, *, at: datetime) -> StudioFigures:
    """The studio's figures of now. A studio that cannot be read is ill itself."""
    try:
        with tenant_context(studio), transaction.atomic():  # One picture, not parts of two.
            values = _read(studio, at)
            with connection.cursor() as cursor:
                cursor.execute(_DIGESTS, {"key": mail_key(), "studio": studio.pk})
    except DatabaseError:
        log.exception("The figures of a studio could not be read")
        unread = Ailment(code="console.unread", count=1, sentence="Its tables cannot be read.")
        values = {"ailments": [_plain(unread)]}
    with public_context():
        row, _made = StudioFigures.objects.update_or_create(
            studio=studio, defaults={**values, "as_of": at}
        )
    return row


def sum_up_day(*, at: datetime) -> None:
    """What there is at this moment of the day, and what has come and gone in it, in UTC.

    And in the day before: its last minutes were after the last look at it.
    """
    today = at.date()
    yesterday = today - timedelta(days=1)
    DayFigures.objects.filter(day_date=yesterday).update(**_moves(yesterday))
    taken = Studio.objects.exclude(state=Studio.State.SPARE)
    total = StudioFigures.objects.aggregate(total=Sum("storage_bytes"))["total"]
    DayFigures.objects.update_or_create(
        day_date=today,
        defaults={
            "studios": taken.count(),
            "suspended": taken.filter(~Q(state=Studio.State.READY)).count(),
            "storage_bytes": total or 0,
            **_moves(today),
        },
    )


def _moves(day: date) -> dict[str, int]:
    taken = Studio.objects.exclude(state=Studio.State.SPARE)
    begins = datetime.combine(day, time.min, UTC)
    within = (begins, begins + timedelta(days=1) - timedelta.resolution)
    return {
        "opened": taken.filter(opened_at__range=within).count(),
        "left": Receipt.objects.filter(erased_at__range=within).count(),
    }


def mail_key() -> str:
    """What every address is digested with, so that nobody without it can try addresses out."""
    return salted_hmac("safelight.console.mail", "key").hexdigest()


def _due(at: datetime) -> Iterator[Studio]:
    states = [Studio.State.READY, Studio.State.SUSPENDED, Studio.State.LEAVING]
    found = Studio.objects.filter(state__in=states, schema_version=code_version())
    stale = Q(figures=None) | Q(figures__as_of__lt=at - FRESH)
    yield from found.filter(stale).order_by("pk")


def _read(studio: Studio, at: datetime) -> dict[str, Any]:
    facts: dict[str, int] = {}
    ailments: list[Ailment] = []
    for each in _of_modules(studio):
        facts |= each.facts
        ailments += each.ailments
    failed = OutgoingMessage.objects.filter(
        state=OutgoingMessage.State.FAILED, created_at__gt=at - LATELY
    ).count()
    return {
        "storage_bytes": sum(n for name, n in facts.items() if name.endswith(".bytes")),
        "members": Member.objects.count(),
        "clients": Client.objects.count(),
        "last_activity_at": _last_activity(),
        "failed_mails": failed,
        "facts": facts,
        "ailments": [_plain(each) for each in ailments],
    }


def _of_modules(studio: Studio) -> list[Figures]:
    found: list[Figures] = hooks.call(gate.enabled_modules(studio), "studio_figures")
    return found


def _last_activity() -> datetime | None:
    """When somebody of the team signed in, or anything was done that is written down."""
    marks = (
        Member.objects.aggregate(at=Max("person__last_login"))["at"],
        AuditEntry.objects.aggregate(at=Max("at"))["at"],
        DomainEvent.objects.aggregate(at=Max("created_at"))["at"],
    )
    return max((mark for mark in marks if mark is not None), default=None)


def _plain(ailment: Ailment) -> dict[str, Any]:
    return {"code": ailment.code, "count": ailment.count, "sentence": ailment.sentence}
