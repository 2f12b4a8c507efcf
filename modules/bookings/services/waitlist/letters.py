"""What people who wait are told by mail."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from modules.bookings.models import SessionType, Slot, Waiting
from modules.bookings.services import clock
from modules.bookings.services.mails.posting import Button
from modules.bookings.services.types.addresses import book_path
from safelight import outbox
from safelight.site import selectors as site


def joined(waiting: Waiting) -> None:
    with translation.override(_spoken(waiting)):
        _post(
            waiting, "joined",
            subject=_("You are on the waitlist: %s") % waiting.session_type.title,
            text=_(
                "Hello %s,\n\nas soon as a time is free for you, you get a mail. You can leave the "
                "waitlist on its page."
            ) % waiting.name,
            button=_("See the waitlist"),
        )  # fmt: skip


def offered(waiting: Waiting, mini: SessionType, slot: Slot) -> None:
    assert waiting.offered_until is not None
    with translation.override(_spoken(waiting)):
        until = waiting.offered_until
        facts = [
            (pgettext("booking", "What"), mini.title),
            (_("When"), f"{clock.day_words(slot.starts_at)}, {clock.time_words(slot.starts_at)}"),
            (_("Kept for you until"), f"{clock.day_words(until)}, {clock.time_words(until)}"),
        ]
        _post(
            waiting, f"offer.{until.isoformat()}", facts=facts, button=_("Book this time"),
            subject=_("A time is free for you: %s") % mini.title,
            text=_(
                "Hello %s,\n\na time is free and kept for you. Book it by your own link before "
                "somebody else is asked."
            ) % waiting.name,
        )  # fmt: skip


def passed(waiting: Waiting) -> None:
    with translation.override(_spoken(waiting)):
        _post(
            waiting, "passed", button=_("Join the waitlist again"),
            subject=_("The time went to somebody else: %s") % waiting.session_type.title,
            text=_(
                "Hello %s,\n\nthe time that was kept for you was not booked, so somebody else is "
                "asked. You are welcome to join the waitlist again."
            ) % waiting.name,
        )  # fmt: skip


def _spoken(waiting: Waiting) -> str:
    return waiting.language or site.language()


def _post(
    waiting: Waiting, kind: str, *, subject: str, text: str, button: str,
    facts: list[tuple[str, str]] | None = None,
) -> None:  # fmt: skip
    path = book_path(waiting.session_type, waiting.key)
    outbox.post(
        key=f"bookings.waitlist.{kind}:{waiting.public_id}", to=waiting.email, to_name=waiting.name,
        template="booking", language=_spoken(waiting),
        context={
            "subject": " ".join(subject.split()), "text": text, "facts": facts or [],
            "button": Button(text=button, path=path),
        },
        related=("waiting", waiting.public_id),
    )  # fmt: skip
