"""Posting mail: rendered now, stored with the change that it tells of, sent afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight import jobs
from safelight.jobs.transactions import in_transaction
from safelight.outbox import brand as brands
from safelight.outbox import kinds, stops, wordings
from safelight.outbox.brand import Brand
from safelight.outbox.kinds import Mail
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.rendering import Rendered, one_line, render, render_words
from tenants.context import current_studio
from tenants.models import Studio

SEND = "outbox.send"
State = OutgoingMessage.State


@dataclass(frozen=True)
class Attachment:
    """A stored object that goes along: its key, the file's name for the reader, its media type."""

    key: str
    name: str
    media_type: str


@dataclass(frozen=True)
class Posted:
    """The stored mail; ``is_new`` is False where this key had been posted before."""

    message: OutgoingMessage
    is_new: bool


def post(  # noqa: PLR0913 - keyword-only, and each names a part of a mail
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, object],
    to_name: str = "",
    reply_to: str | None = None,
    related: tuple[str, str] | None = None,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    send_after: datetime | None = None,
    brand: Brand | None = None,
    is_wanted: bool = False,
) -> Posted:
    """Store the mail ``key`` and the job that sends it, once however often it is asked.

    ``template`` is the name of a declared mail, ``context`` exactly what it needs; ``related`` is
    ``(kind, public id)`` of what it is about; ``send_after`` a time to wait for; ``brand`` is the
    studio's own, or for clients that of what it is about, unless said else
    (``brand.of_platform``); ``is_wanted`` that this reader chose it, whatever the studio's switch
    says. Attached objects are read when it is sent, so they have to stay. What the studio has
    switched off, and what this reader gets no more of, is stored as withheld, with the reason.
    Refuses outside a transaction, a context that drifted, an address that is none
    (``ValidationError``), and line breaks in what becomes a header (``UnsafeHeader``).
    """
    if not in_transaction():
        raise jobs.OutsideTransaction(f"Post {key} inside the transaction that it tells of.")
    validate_email(one_line(to))
    studio = current_studio()
    mail = kinds.find(template)
    of_platform, brand = brand is not None, brand or _brand(mail, studio, related)
    mail.check(context)
    rendered, spoken = _rendered(mail, context, studio, brand, language, to)
    identity = uuid.uuid4()
    kind, public_id = related or ("", "")
    message = OutgoingMessage(
        uuid=identity,
        key=key,
        to_email=to,
        to_name=one_line(to_name),
        from_name=one_line(brand.name),
        reply_to=one_line(brand.reply_to if reply_to is None else reply_to),
        template=template,
        language=spoken,
        subject=rendered.subject[:250],
        text_body=rendered.text,
        html_body=rendered.html,
        message_id=f"<{identity}@{studio.primary_host()}>",
        related_kind=kind,
        related_id=public_id,
        attachments=[asdict(each) | {"name": one_line(each.name)} for each in attachments],
        unsubscribe=mail.unsubscribe,
        of_platform=of_platform,
        send_after=send_after,
        state=State.SCHEDULED if send_after else State.QUEUED,
    )
    if why := _why_not(mail, to, is_wanted=is_wanted):
        message.state, message.error = State.WITHHELD, why
    return store(message)


def _brand(mail: Mail, studio: Studio, related: tuple[str, str] | None) -> Brand:
    """The team is told by the studio, whatever face the clients see."""
    return brands.of(studio, related if mail.to == "client" else None)


def store(message: OutgoingMessage) -> Posted:
    """Keep a composed mail and ask for the job that sends it, unless its key is known."""
    # Whoever comes second waits here for the first one's commit, and then finds its row.
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)
    stored = OutgoingMessage.objects.get(key=message.key)
    is_new = stored.uuid == message.uuid
    if is_new and stored.state != State.WITHHELD:
        ask_to_send(stored)
    return Posted(message=stored, is_new=is_new)


def ask_to_send(message: OutgoingMessage) -> None:
    """The job that hands it over, at its time. A job of an earlier time finds nothing to do."""
    if message.send_after is None:
        jobs.enqueue(SEND, key=f"message {message.pk}", once=True, message_id=message.pk)
        return
    delay = max(message.send_after - timezone.now(), timedelta(0))
    key = f"message {message.pk} at {message.send_after.isoformat()}"
    jobs.enqueue(SEND, key=key, delay=delay, message_id=message.pk)


def _rendered(  # noqa: PLR0913 - each is a part of a mail
    mail: Mail, context: Mapping[str, object], studio: Studio, brand: Brand, asked: str | None,
    to: str,
) -> tuple[Rendered, str]:  # fmt: skip
    language = asked or brand.language
    if not mail.has_words:
        return render(
            mail, context, studio=studio, brand=brand, language=language
        ), language  # fmt: skip
    wording = wordings.of(mail, language=language, studio_language=brand.language)
    rendered = render_words(mail, wording, context, studio=studio, brand=brand, to=to)
    return rendered, wording.language


def _why_not(mail: Mail, to: str, *, is_wanted: bool) -> str:
    if not is_wanted and wordings.is_off(mail):
        return _("This mail is switched off in the settings.")
    return stops.reason(to, mail.unsubscribe)
