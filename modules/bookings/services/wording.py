"""Words with ``{{variables}}``, for contracts and mails: which there are, checking and filling."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings.models import Booking
from modules.bookings.services import clock
from modules.bookings.services.fees import amounts
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site
from safelight.web import dates
from safelight.web.templatetags.web import money

_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

# What each stands for, as the pages that ask for words tell it.
VARIABLES = {
    "client_name": gettext_lazy("The client's name"),
    "client_email": gettext_lazy("The client's e-mail address"),
    "client_phone": gettext_lazy("The client's telephone number"),
    "session": gettext_lazy("What is booked"),
    "package": gettext_lazy("The package"),
    "add_ons": gettext_lazy("What was added to the package"),
    "date": gettext_lazy("The day"),
    "time": gettext_lazy("When it begins"),
    "ends": gettext_lazy("When it ends"),
    "place": gettext_lazy("Where"),
    "fee": gettext_lazy("All that it costs"),
    "retainer": gettext_lazy("What is paid when booking"),
    "balance": gettext_lazy("What is paid later"),
    "balance_due": gettext_lazy("The day until which the rest is paid"),
    "studio": gettext_lazy("The studio's name"),
    "today": gettext_lazy("The day on which this is written"),
}


class UnknownVariables(Refusal):
    """Words name something that nobody could fill in."""

    code = "unknown_variables"
    status = 400


def named(text: str) -> list[str]:
    """The variables of a text, in order, each once."""
    return list(dict.fromkeys(_VARIABLE.findall(text)))


def check(text: str, known: Collection[str] = frozenset(VARIABLES)) -> None:
    """Raises ``UnknownVariables`` with a sentence that names them, and for open brackets."""
    unknown = [name for name in named(text) if name not in known]
    if unknown:
        shown = ", ".join("{{%s}}" % name for name in unknown)  # noqa: UP031 - braces in braces
        raise UnknownVariables(_("Nothing can be filled in for %s.") % shown)
    left = _VARIABLE.sub("", text)
    if "{{" in left or "}}" in left:
        raise UnknownVariables(_("A variable begins with {{ and ends with }}."))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Values are never read for variables again; what is unknown stays as it is written."""
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def values_of(booking: Booking, *, at: datetime) -> dict[str, str]:
    """What the variables say of a booking, in the language that is active."""
    sums = amounts.of(booking)
    added = [
        f"{each.quantity} × {each.title}" if each.quantity > 1 else each.title
        for each in booking.add_ons.all()
    ]
    due = booking.balance_due_on
    return {
        "client_name": booking.name,
        "client_email": booking.email,
        "client_phone": booking.phone,
        "session": booking.title,
        "package": booking.package_title,
        "add_ons": ", ".join(added),
        "date": clock.day_words(booking.starts_at),
        "time": clock.time_words(booking.starts_at),
        "ends": clock.time_words(booking.ends_at),
        "place": booking.place,
        "fee": money(sums.total, booking.currency),
        "retainer": money(sums.now, booking.currency),
        "balance": money(sums.later, booking.currency),
        "balance_due": dates.day(due) if due and sums.later else "",
        "studio": site.site_settings().name,
        "today": dates.day(clock.today(at)),
    }


def example(*, title: str, place: str, currency: str, at: datetime) -> dict[str, str]:
    """Values for a preview, of a client who does not exist."""
    begins = at + timedelta(days=30)
    return {
        "client_name": _("Robin Example"),
        "client_email": "robin@example.org",
        "client_phone": "+41 44 668 18 00",
        "session": title,
        "package": _("Classic"),
        "add_ons": _("Another outfit"),
        "date": clock.day_words(begins),
        "time": clock.time_words(begins),
        "ends": clock.time_words(begins + timedelta(hours=1)),
        "place": place or _("The studio"),
        "fee": money(30000, currency),
        "retainer": money(9000, currency),
        "balance": money(21000, currency),
        "balance_due": dates.day(clock.today(at + timedelta(days=16))),
        "studio": site.site_settings().name,
        "today": dates.day(clock.today(at)),
    }
