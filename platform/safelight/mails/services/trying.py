"""Sending somebody of the team a mail as clients would get it, with examples instead of theirs."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from safelight.outbox import brand as brands
from safelight.outbox import posting
from safelight.outbox.kinds import Mail
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.rendering import Wording, one_line, render_example
from tenants.context import current_studio


def send(mail: Mail, wording: Wording, *, to: str, once: str) -> OutgoingMessage:
    """Post it once for each ``once``. Inside a transaction."""
    studio = current_studio()
    brand = brands.of(studio)
    rendered = render_example(mail, wording, studio=studio, brand=brand)
    identity = uuid.uuid4()
    subject = _("Test: %(subject)s") % {"subject": rendered.subject}
    message = OutgoingMessage(
        uuid=identity, key=f"test {mail.name} {once}", to_email=to, from_name=one_line(brand.name),
        reply_to=one_line(brand.reply_to), template=mail.name, language=wording.language,
        subject=subject[:250], text_body=rendered.text, html_body=rendered.html,
        message_id=f"<{identity}@{studio.primary_host()}>", related_kind="test",
    )  # fmt: skip
    return posting.store(message).message
