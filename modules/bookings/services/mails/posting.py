"""Posting a mail about a booking: words of its session type, and the facts below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from modules.bookings.models import Booking
from modules.bookings.services import clock, wording
from modules.bookings.services.mails import words
from safelight import outbox
from safelight.outbox.posting import Attachment
from safelight.site import selectors as site

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class Button:
    """``text`` is lazy, so that it is in the language of the mail."""

    text: str | _StrPromise
    path: str


def page_path(booking: Booking) -> str:
    """The client's own page of the booking."""
    return reverse("bookings_site:booking", args=[booking.key])


def to_client(  # noqa: PLR0913 - each is a part of a mail
    booking: Booking,
    kind: str,
    *,
    at: datetime,
    once: str = "",
    button: Button | None = None,
    more: str = "",
    attachments: Sequence[Attachment] = (),
) -> None:
    """Post the mail ``kind`` once for each ``once``; nothing where no address is known.

    ``more`` is a paragraph below the words. Inside a transaction.
    """
    if not booking.email:
        return
    with _spoken(_of_client(booking, kind)) as language:
        said = words.of(booking.session_type, kind, wording.values_of(booking, at=at))
        text = f"{said.text}\n\n{more}" if more else said.text
        shown = button or Button(text=_("See your booking"), path=page_path(booking))
        shown = replace(shown, text=str(shown.text))
        context = {
            "subject": said.subject, "text": text, "facts": facts(booking), "button": shown,
        }  # fmt: skip
    outbox.post(
        key=key(booking, kind, once), to=booking.email, to_name=booking.name, template="booking",
        context=context, related=("booking", booking.public_id), language=language,
        attachments=attachments,
    )  # fmt: skip


def to_team(
    booking: Booking, kind: str, *, subject: _StrPromise, text: _StrPromise, once: str = ""
) -> None:
    """Tell the studio, with the client's address to answer to. Inside a transaction.

    ``subject``, with the client's name for its ``%s``, and ``text`` are lazy: whoever booked may
    read another language than the team.
    """
    with _spoken() as language:
        path = reverse("bookings_workspace:booking", args=[booking.public_id])
        told = [*facts(booking), (_("Client"), f"{booking.name} {booking.email} {booking.phone}")]
        titled = str(subject) % booking.name
        context = {
            "subject": " ".join(titled.split()), "text": str(text), "facts": told,
            "button": Button(text=_("See the booking"), path=path),
        }  # fmt: skip
    outbox.post(
        key=key(booking, f"team.{kind}", once), to=site.site_settings().contact_email,
        template="booking", context=context, related=("booking", booking.public_id),
        reply_to=booking.email or None, language=language,
    )  # fmt: skip


def key(booking: Booking, kind: str, once: str = "") -> str:
    return f"bookings.{kind}:{booking.public_id}:{once}"


def facts(booking: Booking) -> list[tuple[str, str]]:
    found = [(pgettext("booking", "What"), booking.title), (_("When"), clock.when(booking))]
    if booking.package_title:
        found.insert(1, (_("Package"), booking.package_title))
    return [*found, (_("Where"), booking.place)] if booking.place else found


def _of_client(booking: Booking, kind: str) -> str:
    """The language that its client reads; "" where the type has words of its own for this mail."""
    return "" if booking.session_type.mails.get(kind) else booking.spoken


@contextmanager
def _spoken(language: str = "") -> Iterator[str]:
    """The reader's language; else the studio's, as its own words are."""
    language = language or site.language()
    with translation.override(language):
        yield language
