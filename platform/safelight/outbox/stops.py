"""Who gets no mail any more: addresses that do not work, and people who asked for none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.outbox.models import MailStop

Reason = MailStop.Reason


def reason(email: str, unsubscribe: str) -> str:
    """Why a mail of this kind does not go to this address, as a sentence; empty where it does."""
    kinds = [MailStop.ALL, *([unsubscribe] if unsubscribe else [])]
    found = MailStop.objects.filter(email=email.strip().lower(), what__in=kinds, lifted_at=None)
    rows = {row.what: row for row in found}
    if every := rows.get(MailStop.ALL):
        return sentence(every)
    return sentence(rows[unsubscribe]) if unsubscribe in rows else ""


def sentence(stop: MailStop) -> str:
    """Why, for the team."""
    if stop.reason == Reason.BOUNCED:
        return _("A mail to this address came back, so nothing more is sent to it.")
    if stop.reason == Reason.COMPLAINED:
        return _("A mail to this address was reported as spam, so nothing more is sent to it.")
    return _("This reader has unsubscribed from mails of this kind.")


def stop(*, email: str, what: str, reason: str, at: datetime, said: str = "") -> bool:
    """From here on none of these to this address; False where it was so already."""
    made = MailStop.objects.bulk_create(
        [MailStop(email=email.strip().lower(), what=what, reason=reason, since=at, said=said)],
        ignore_conflicts=True,
    )
    return MailStop.objects.filter(public_id=made[0].public_id).exists()


def allow(*, stop: MailStop, at: datetime) -> None:
    """Somebody of the team says that the address works, or was asked by its owner."""
    with transaction.atomic():  # The change and its entry in the log.
        if MailStop.objects.filter(pk=stop.pk, lifted_at=None).update(lifted_at=at):
            audit.note("mails.allowed", subject=("address", stop.public_id, stop.email))


def take_back(*, email: str, what: str, at: datetime) -> None:
    """The reader wants these mails again."""
    MailStop.objects.filter(
        email=email.strip().lower(), what=what, reason=Reason.ASKED, lifted_at=None
    ).update(lifted_at=at)


def unsubscribed(email: str) -> set[str]:
    """The kinds that this reader wants no more of."""
    rows = MailStop.objects.filter(email=email.strip().lower(), reason=Reason.ASKED, lifted_at=None)
    return set(rows.values_list("what", flat=True))


def of(email: str) -> MailStop | None:
    """Why nothing at all goes to this address, if so."""
    found = MailStop.objects.filter(email=email.strip().lower(), what=MailStop.ALL, lifted_at=None)
    return found.first()
