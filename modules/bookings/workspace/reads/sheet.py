"""One booking as the team sees it: its next step, its history in words, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from modules.bookings.models import Booking, BookingCharge, BookingEntry, BookingState
from modules.bookings.services import clock
from modules.bookings.services.booking import finishing, steps
from modules.bookings.services.contracts import signing
from modules.bookings.services.fees import standing
from safelight.web.templatetags.web import money as written

S = BookingState
TONES = {
    S.HELD: "outline", S.ASKED: "warn", S.BOOKED: "good", S.DONE: "good", S.NO_SHOW: "bad",
    S.CANCELLED: "bad", S.LAPSED: "outline",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the history."""

    at: datetime
    who: str
    text: str


def tone(booking: Booking) -> str:
    return TONES[S(booking.state)]


def next_step(booking: Booking, money: standing.Money, *, at: datetime) -> str:
    """The one thing that comes next, in a sentence."""
    match S(booking.state):
        case S.HELD:
            return _of_held(booking, at)
        case S.ASKED:
            return _("Say yes or no; the time is kept until then.")
        case S.BOOKED:
            return _of_booked(booking, money, at)
        case S.DONE:
            return _of_done(booking)
        case S.LAPSED if money.paid:
            return _("Paid after the time was over: agree on another time, or give it back.")
    return _("Nothing is left to do.")


def _of_held(booking: Booking, at: datetime) -> str:
    if steps.is_over(booking, at=at):
        return _("It was not finished in time.")
    until = (
        f"{clock.day_words(booking.held_until or at)}, {clock.time_words(booking.held_until or at)}"
    )
    if finishing.is_offer(booking):
        return _("Offered: the client confirms it until %s.") % until
    return _("The client is booking just now; kept until %s.") % until


def _of_booked(booking: Booking, money: standing.Money, at: datetime) -> str:
    if booking.ends_at <= at:
        return _("Say how it went: done, or nobody came.")
    if any(part.is_overdue for part in money.parts):
        return _("A payment is overdue: ask the client, or mark it as paid.")
    if booking.session_type.contract_id and signing.signature_of(booking) is None:
        return _("The contract is not signed yet.")
    return _("See you on %s.") % clock.day_words(booking.starts_at)


def _of_done(booking: Booking) -> str:
    if booking.gallery_id is None:
        return _("Create the gallery.")
    return _("Upload the photos, publish the gallery, and send its link.")


def history(booking: Booking) -> list[Told]:
    rows = booking.entries.select_related("by").order_by("-pk")
    return [Told(at=row.at, who=_who(row), text=_words(row, booking)) for row in rows]


def _who(row: BookingEntry) -> str:
    if row.by is not None:
        return str(row.by.name or row.by.email)
    return _("Client") if row.by_client else ""


def _words(row: BookingEntry, booking: Booking) -> str:
    said = dict(row.details)
    if row.verb == "moved":
        return _("Moved from %s") % _moment(said.get("before"))
    if row.verb == "charged":
        part = BookingCharge.What(said["what"]).label
        amount = written(said["amount"], booking.currency)
        return _("Asked for: %(part)s, %(amount)s") % {"part": part, "amount": amount}
    if row.verb in ("paid", "refunded", "charge_cancelled"):
        part = BookingCharge.What(said["what"]).label
        return _of_orders()[row.verb] % {"part": part, "number": said.get("order", "")}
    more = str(said.get("reason") or said.get("name") or said.get("title") or "")
    words = _verbs().get(row.verb, row.verb)
    return f"{words}: {more}" if more else words


def _of_orders() -> dict[str, str]:
    return {
        "paid": _("%(part)s paid (order %(number)s)"),
        "refunded": _("Given back of %(part)s (order %(number)s)"),
        "charge_cancelled": _("%(part)s is asked for no more (order %(number)s)"),
    }


def _verbs() -> dict[str, str]:
    return {
        "held": _("Time chosen"), "details": _("Name and address written"),
        "contract_shown": _("Contract shown"), "signed": _("Contract signed"),
        "answered": _("Questions answered"), "offered": _("Offered to the client"),
        "asked": _("Asked for"), "booked": _("Booked"), "lapsed": _("Not finished in time"),
        "cancelled": pgettext("booking", "Cancelled"), "changed": _("Package or fee changed"),
        "settled": _("Paid outside"), "unsettled": _("Not paid outside after all"),
        "done": pgettext("booking", "Done"), "no_show": _("Nobody came"),
        "paid_too_late": _("Paid too late"),
        "gallery_made": _("Gallery created"), "gallery_sent": _("Gallery sent"),
    }  # fmt: skip


def _moment(text: Any) -> str:
    found = parse_datetime(str(text))
    return f"{clock.day_words(found)}, {clock.time_words(found)}" if found else ""


def crumbs(more: Sequence[dict[str, str]] = ()) -> list[dict[str, str]]:
    return [{"title": _("Bookings"), "url": reverse("bookings_workspace:list")}, *more]
