"""Reads of a studio's log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from safelight.audit import sentences
from safelight.audit.models import AuditEntry


def entries(
    *, person: str = "", verb: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[AuditEntry]:
    """The log, newest first; ``first`` and ``last`` are whole days of the current time zone."""
    found = AuditEntry.objects.order_by("-pk")
    if person == "operators":
        found = found.exclude(operator_email="")
    elif person:
        found = found.filter(actor_id=person)
    if verb:
        found = found.filter(verb=verb)
    if first:
        found = found.filter(at__gte=_midnight(first))
    if last:
        found = found.filter(at__lt=_midnight(last) + timedelta(days=1))
    return found


def people() -> list[tuple[str, str]]:
    """Who is in the log: public id and the name of the newest entry."""
    found = AuditEntry.objects.exclude(actor_id="").order_by("actor_id", "-pk")
    named = found.distinct("actor_id").values_list("actor_id", "actor_name")
    return sorted(named, key=lambda each: each[1].lower())


def verbs() -> list[tuple[str, str]]:
    """Which verbs are in the log, with the sentence of each."""
    found = AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return [(verb, sentences.title(verb)) for verb in found]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
