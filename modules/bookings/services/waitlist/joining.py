"""Coming onto a waitlist, and leaving it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from modules.bookings.models import SessionType, Waiting
from modules.bookings.services.holding import ending, locking, places
from modules.bookings.services.waitlist import letters
from safelight import jobs
from safelight.kernel.errors import Refusal


class NotFull(Refusal):
    """There is nothing to wait for: places are free, or it has no waitlist."""

    code = "not_full"


def join(
    *, session_type: SessionType, name: str, email: str, phone: str = "", note: str = "",
    at: datetime,
) -> Waiting:  # fmt: skip
    """Wait after everybody who waits already; somebody who does gets the same place again.

    Raises ``NotFull``.
    """
    if not (session_type.is_mini and session_type.waitlist_on and session_type.is_open):
        raise NotFull(_("There is no waitlist for this."))
    # Whether it is full and who comes first are decided one after the other.
    with transaction.atomic():
        locking.lock_places(session_type)
        known = session_type.waitlist.filter(email=email.lower(), left_at=None).first()
        if known is not None:
            return known
        if any(place.left for place in places.places_for(session_type=session_type, at=at)):
            raise NotFull(_("There are free times. Choose one of them."))
        made: Waiting = Waiting.objects.create(
            session_type=session_type, name=name, email=email.lower(), phone=phone, note=note,
            language=get_language() or "", since=at,
        )  # fmt: skip
        letters.joined(made)
    return made


def leave(*, waiting: Waiting, at: datetime) -> None:
    """Wait no more; what was kept for them is offered to the next."""
    # Who has left and the offer to the next appear together.
    with transaction.atomic():
        if Waiting.objects.filter(pk=waiting.pk, left_at=None).update(left_at=at):
            mini = waiting.session_type_id
            jobs.enqueue(ending.OFFER, key=str(mini), session_type_id=mini)
    waiting.left_at = waiting.left_at or at
