"""Rows of the permission table about mails, and one of each thing that they name."""

from __future__ import annotations

import uuid

from django.core import signing
from django.utils import timezone
from django.utils.html import escape

from safelight.outbox import senders, unsubscribing
from safelight.outbox.models import MailStop, OutgoingMessage, SenderAddress
from tenants.context import current_studio
from tests.routes.entries import Entry, entry


def _words() -> Entry:
    return entry("site.manage", name="mail_name")


def _message() -> Entry:
    return entry("site.manage", message="mail_message")


MAILS: dict[str, Entry] = {
    "mails:templates": entry("site.manage"),
    "mails:template": _words(),
    "mails:preview": _words(),
    "mails:test": _words(),
    "mails:standard": _words(),
    "mails:switch": _words(),
    "mails:sent": entry("site.manage"),
    "mails:message": _message(),
    "mails:body": _message(),
    "mails:again": _message(),
    "mails:time": _message(),
    "mails:addresses": entry("site.manage"),
    "mails:allow": entry("site.manage", public_id="mail_stop"),
    "mails:sender": entry("site.manage"),
    "mails:sender_check": entry("site.manage"),
    "mails:sender_remove": entry("site.manage"),
    "mails:wishes": entry("member"),
    "mails_site:unsubscribe": entry("link", token="unsubscribe_token"),
    "mails_site:sender": entry("link", token="sender_token"),
    "mail_webhooks:provider": entry("anybody"),
}


def make(secret: str) -> dict[str, str]:
    """A mail, an address without mail, and what links of mails say."""
    at, identity = timezone.now(), uuid.uuid4()
    email = f"{secret}@example.org"
    OutgoingMessage.objects.create(
        uuid=identity, key=f"mail of {secret}", to_email=email, to_name=secret,
        template="order_link", language="en", subject=f"Hello {secret}", text_body=secret,
        html_body=escape(secret), message_id=f"<{identity}@example.org>", state="failed",
        error=secret,
    )  # fmt: skip
    stop = MailStop.objects.create(email=email, what="all", reason="bounced", since=at)
    row = SenderAddress.objects.create(pk=1, email=email, asked_at=at)
    url = unsubscribing.url(current_studio(), email=email, what="reminders")
    return {
        "mail_name": "order_paid_studio", "mail_message": str(identity),
        "mail_stop": stop.public_id, "unsubscribe_token": url.rstrip("/").rpartition("/")[2],
        "sender_token": signing.dumps([email, row.asked_at.isoformat()], salt=senders._salt()),
    }  # fmt: skip
