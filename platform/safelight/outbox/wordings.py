"""Which words a mail goes out with, and what a studio saves of its own."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation

from safelight.audit import writing as audit
from safelight.outbox import words
from safelight.outbox.kinds import Mail
from safelight.outbox.models import MailSwitch, MailWords
from safelight.outbox.rendering import Wording


def of(mail: Mail, *, language: str, studio_language: str) -> Wording:
    """The studio's words in the reader's language, else in its own, else the standard ones."""
    wanted = list(dict.fromkeys([language, studio_language]))
    newest = MailWords.objects.filter(mail=mail.name, language__in=wanted)
    rows = {row.language: row for row in newest.order_by("language", "-pk").distinct("language")}
    for each in wanted:
        row = rows.get(each)
        # Words that named a variable which is gone since would stop the mail: ours do not.
        if row is not None and not row.is_standard and _still_fits(mail, row):
            return Wording(subject=row.subject, text=row.text, language=each)
    return standard(mail, language)


def standard(mail: Mail, language: str) -> Wording:
    """Our words in this language."""
    with translation.override(language):
        return Wording(subject=str(mail.subject), text=str(mail.text), language=language)


def own(mail: Mail, language: str) -> MailWords | None:
    """The studio's words in this very language; None where ours hold."""
    row = history(mail, language)[:1]
    return row[0] if row and not row[0].is_standard else None


def history(mail: Mail, language: str, *, most: int = 30) -> list[MailWords]:
    """What was saved, newest first."""
    rows = MailWords.objects.filter(mail=mail.name, language=language)
    return list(rows.order_by("-pk")[:most])


def save(*, mail: Mail, language: str, subject: str, text: str) -> None:
    """Raises ``words.MailWordsRefused``. What is saved as it is already is not saved again."""
    subject, text = subject.strip(), text.replace("\r\n", "\n").strip()
    words.check(mail, subject=subject, text=text)
    known = own(mail, language)
    if known is not None and (known.subject, known.text) == (subject, text):
        return
    with transaction.atomic():  # The words and their entry in the log.
        _write(mail, language, subject, text)
        about = ("mail", mail.name, str(mail.title))
        audit.note("mails.words_changed", subject=about, details={"in": language})


def go_back(*, mail: Mail, language: str) -> None:
    """From here on the standard words; the own ones stay in the history."""
    if own(mail, language) is not None:
        with transaction.atomic():  # As above.
            _write(mail, language, "", "")
            about = ("mail", mail.name, str(mail.title))
            audit.note("mails.words_standard", subject=about, details={"in": language})


def is_off(mail: Mail) -> bool:
    if not mail.is_optional:
        return False
    row = MailSwitch.objects.filter(mail=mail.name).first()
    return mail.starts_off if row is None else not row.is_on


def switch(*, mail: Mail, on: bool) -> None:
    """Send an optional mail or leave it out; others are always sent."""
    if not mail.is_optional or on != is_off(mail):
        return
    with transaction.atomic():  # The switch and its entry in the log.
        MailSwitch.objects.update_or_create(mail=mail.name, defaults={"is_on": on})
        subject = ("mail", mail.name, str(mail.title))
        if on:
            audit.note("mails.switched_on", subject=subject)
        else:
            audit.note("mails.switched_off", subject=subject)


def _write(mail: Mail, language: str, subject: str, text: str) -> None:
    MailWords.objects.create(
        mail=mail.name, language=language, subject=subject, text=text,
        by_name=audit.actor().name[:200],
    )  # fmt: skip


def _still_fits(mail: Mail, row: MailWords) -> bool:
    try:
        words.check(mail, subject=row.subject, text=row.text)
    except words.MailWordsRefused:
        return False
    return True
