"""The words of mails to clients: ours, and those that a session type has of its own.

A session type keeps ``{"confirmation": {"subject": …, "text": …}, …}``; an empty part means ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.bookings.models import SessionType
from modules.bookings.services import wording
from safelight.kernel.errors import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_SUBJECT, LONGEST_TEXT = 200, 8000


class MailWordsRefused(Refusal):
    """``fields`` says which words of which mail: ``confirmation-text``."""

    code = "mail_words_refused"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One mail: its name for the team, and our words."""

    title: str | _StrPromise
    subject: str | _StrPromise
    text: str | _StrPromise


@dataclass(frozen=True, kw_only=True)
class Words:
    """A subject and a text, filled in."""

    subject: str
    text: str


_L = gettext_lazy
KINDS: dict[str, Kind] = {
    "confirmation": Kind(
        title=_L("Confirmation"),
        subject=_L("Booked: {{session}} on {{date}}"),
        text=_L(
            "Hello {{client_name}},\n\nyour time is booked. We look forward to seeing you on "
            "{{date}} at {{time}}."
        ),
    ),
    "asked": Kind(
        title=_L("We have your wish, and say yes or no"),
        subject=_L("We have your wish: {{session}} on {{date}}"),
        text=_L(
            "Hello {{client_name}},\n\nthank you. The time is kept for you, and we tell you soon "
            "whether it suits us."
        ),
    ),
    "declined": Kind(
        title=_L("We say no"),
        subject=_L("{{session}} on {{date}}: it does not work out"),
        text=_L(
            "Hello {{client_name}},\n\nwe are sorry: we cannot take this booking. Perhaps another "
            "time suits both of us."
        ),
    ),
    "offer": Kind(
        title=_L("An offer that the client confirms"),
        subject=_L("{{session}} on {{date}}: please confirm"),
        text=_L(
            "Hello {{client_name}},\n\nwe keep {{date}} at {{time}} for you. Please look at it, "
            "and confirm it on its page."
        ),
    ),
    "moved": Kind(
        title=_L("Moved"),
        subject=_L("New time: {{session}} on {{date}}"),
        text=_L("Hello {{client_name}},\n\nyour booking has a new time: {{date}} at {{time}}."),
    ),
    "cancelled": Kind(
        title=_L("Cancelled"),
        subject=_L("Cancelled: {{session}} on {{date}}"),
        text=_L("Hello {{client_name}},\n\nyour booking on {{date}} at {{time}} is cancelled."),
    ),
    "reminder": Kind(
        title=_L("Reminder"),
        subject=_L("See you on {{date}}: {{session}}"),
        text=_L(
            "Hello {{client_name}},\n\na word to remind you: {{session}} is on {{date}} at "
            "{{time}}."
        ),
    ),
    "payment": Kind(
        title=_L("To pay now"),
        subject=_L("To pay: {{session}} on {{date}}"),
        text=_L("Hello {{client_name}},\n\nplease pay for your booking on its page."),
    ),
    "balance": Kind(
        title=_L("The balance is due"),
        subject=_L("The balance of {{session}} is due on {{balance_due}}"),
        text=_L(
            "Hello {{client_name}},\n\n{{balance}} are left to pay for {{session}} on {{date}}. "
            "Please pay until {{balance_due}}."
        ),
    ),
    "overdue": Kind(
        title=_L("The balance is overdue"),
        subject=_L("Overdue: the balance of {{session}}"),
        text=_L(
            "Hello {{client_name}},\n\n{{balance}} for {{session}} on {{date}} were due on "
            "{{balance_due}}. Please pay them now."
        ),
    ),
    "questionnaire": Kind(
        title=_L("Questions after booking"),
        subject=_L("A few questions before {{date}}"),
        text=_L(
            "Hello {{client_name}},\n\nso that we can prepare well, please answer a few questions."
        ),
    ),
}


def of(session_type: SessionType, kind: str, values: Mapping[str, str]) -> Words:
    """The type's own words, or ours in the language that is active."""
    usual, own = KINDS[kind], session_type.mails.get(kind) or {}
    subject = wording.fill(own.get("subject") or str(usual.subject), values)
    # A value with a line break must not make a second header of a subject.
    return Words(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=wording.fill(own.get("text") or str(usual.text), values),
    )


def checked(typed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Own words as they are kept; raises ``MailWordsRefused`` with a sentence for each field."""
    found: dict[str, dict[str, str]] = {}
    wrong: dict[str, list[str]] = {}
    for kind, parts in typed.items():
        if kind not in KINDS:
            raise MailWordsRefused(_("There is no such mail: %s") % kind)
        kept = {name: str(parts.get(name) or "").strip() for name in ("subject", "text")}
        for name, most in (("subject", LONGEST_SUBJECT), ("text", LONGEST_TEXT)):
            if problem := _problem(kept[name], most):
                wrong[f"{kind}-{name}"] = [problem]
        if any(kept.values()):
            found[kind] = kept
    if wrong:
        raise MailWordsRefused(_("Please look at the words once more."), fields=wrong)
    return found


def _problem(text: str, most: int) -> str:
    if len(text) > most:
        return _("At most %(most)d characters.") % {"most": most}
    try:
        wording.check(text)
    except wording.UnknownVariables as refusal:
        return refusal.sentence
    return ""


def usual(kind: str, language: str) -> Words:
    """Our words, for pages that show what goes out where nothing is written."""
    with translation.override(language):
        return Words(subject=str(KINDS[kind].subject), text=str(KINDS[kind].text))
