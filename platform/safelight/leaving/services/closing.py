"""Closing a studio for good, and thinking better of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from safelight.leaving.models import Departure
from safelight.leaving.services import telling
from tenants import life
from tenants.context import public_context, tenant_context
from tenants.models import Studio


class NameDiffers(Refusal):
    """What was typed is not the studio's name."""

    code = "name_differs"
    status = 422


def close(
    *,
    studio: Studio,
    typed_name: str,
    asked_by: str,
    at: datetime,
    reason: str = "",
    approved_by: str = "",
) -> Departure:
    """Close the doors now; in 30 days everything is erased. Its owners are told at once.

    ``approved_by`` is the second operator where the first one asks. Raises ``NameDiffers``, and
    ``life.WrongState`` where the studio is neither open nor suspended.
    """
    if typed_name.strip() != studio.name.strip():
        sentence = _("Type the name exactly as it is written here.")
        raise NameDiffers(sentence, fields={"name": [sentence]})
    # The state, who wanted it, the log and the mails appear together.
    with public_context(), transaction.atomic():
        life.begin_leaving(studio=studio, at=at)
        departure = Departure.objects.create(
            studio=studio,
            asked_at=at,
            asked_by=asked_by[:200],
            approved_by=approved_by[:200],
            reason=reason.strip(),
        )
        with tenant_context(studio):
            audit.note("leaving.begun", details={"day": _day(studio)})
            telling.tell_begun(studio=studio, departure=departure)
    return departure


def stay(*, studio: Studio, at: datetime) -> None:
    """Undo ``close``: the studio is as it was before. Raises ``life.WrongState``."""
    with public_context(), transaction.atomic():  # As above.
        life.stay(studio=studio)
        Departure.objects.filter(studio=studio, stayed_at=None).update(stayed_at=at)
        with tenant_context(studio):
            audit.note("leaving.undone")
            telling.tell_undone(studio=studio, at=at)


def current(studio: Studio) -> Departure | None:
    """Who closed the studio, and why; None while it stays."""
    with public_context():
        return Departure.objects.filter(studio=studio, stayed_at=None).first()


def _day(studio: Studio) -> str:
    return f"{studio.erase_at:%Y-%m-%d}" if studio.erase_at else ""
