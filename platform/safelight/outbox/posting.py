"""Posting mail: rendered now, stored with the change that it tells of, sent afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.validators import validate_email

from safelight import jobs
from safelight.jobs.transactions import in_transaction
from safelight.outbox import brand as brands
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.rendering import one_line, render
from tenants.context import current_studio

SEND = "outbox.send"


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
    brand: brands.Brand | None = None,
) -> Posted:
    """Store the mail ``key`` and the job that sends it, once however often it is asked.

    ``template`` names ``mails/<template>.subject.txt``, ``.txt`` and ``.html``; ``related`` is
    ``(kind, public id)`` of what it is about. Attached objects are read when it is sent, so they
    have to stay. ``brand`` is the studio's own unless said else (``brand.of_platform``). Refuses
    outside a transaction, an address that is none (``ValidationError``), and line breaks in what
    becomes a header (``UnsafeHeader``).
    """
    if not in_transaction():
        raise jobs.OutsideTransaction(f"Post {key} inside the transaction that it tells of.")
    validate_email(one_line(to))
    studio = current_studio()
    brand = brand or brands.of(studio)
    spoken = language or brand.language
    rendered = render(template, context, studio=studio, brand=brand, language=spoken)
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
    )
    return _store(message)


def _store(message: OutgoingMessage) -> Posted:
    # Whoever comes second waits here for the first one's commit, and then finds its row.
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)
    stored = OutgoingMessage.objects.get(key=message.key)
    is_new = stored.uuid == message.uuid
    if is_new:
        jobs.enqueue(SEND, key=f"message {stored.pk}", once=True, message_id=stored.pk)
    return Posted(message=stored, is_new=is_new)
