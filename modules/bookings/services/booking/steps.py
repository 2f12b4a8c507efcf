"""The steps between a held place and a booking, and which of them comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingState, Questionnaire
from modules.bookings.services.contracts import signing
from modules.bookings.services.questionnaires import asking
from safelight.kernel.errors import Refusal


class HoldIsOver(Refusal):
    """The quarter of an hour has passed; what was typed is kept."""

    code = "hold_is_over"


@dataclass(frozen=True, kw_only=True)
class Step:
    """``name`` is the page's, ``title`` what clients read."""

    name: str
    title: str
    is_done: bool


def of(booking: Booking) -> list[Step]:
    """All steps of this booking, in order; those that it does not need are left out."""
    found = [Step(name="details", title=_("You"), is_done=bool(booking.name and booking.email))]
    before = Questionnaire.When.BEFORE
    is_answered = booking.answer_sheets.filter(when=before).exists()
    if is_answered or asking.open_questionnaire(booking, before) is not None:
        found.append(Step(name="questions", title=_("Questions"), is_done=is_answered))
    if booking.session_type.contract_id is not None:
        is_signed = signing.signature_of(booking) is not None
        found.append(Step(name="contract", title=_("Contract"), is_done=is_signed))
    return [*found, Step(name="finish", title=_("Book"), is_done=False)]


def next_step(steps: list[Step]) -> Step:
    return next(each for each in steps if not each.is_done)


def is_over(booking: Booking, *, at: datetime) -> bool:
    """Whether the hold has ended, written down already or not."""
    if booking.state == BookingState.HELD:
        return booking.held_until is not None and booking.held_until <= at
    return booking.state == BookingState.LAPSED


def check_held(booking: Booking, *, at: datetime) -> None:
    """Raises ``HoldIsOver``."""
    if booking.state != BookingState.HELD or is_over(booking, at=at):
        raise HoldIsOver(_("Your time was kept for a while, and the while is over."))
