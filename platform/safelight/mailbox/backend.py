"""A mail backend that keeps every mail in a folder, for a machine without a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME

from safelight.mailbox import store


class MailboxBackend(BaseEmailBackend):
    """Keeps mail where operators can read it; a mail that is sent twice is there once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.ENVIRONMENT == "production":
            raise ImproperlyConfigured(
                "The mailbox shows everybody's mail and delivers none. Set EMAIL_URL to a mail "
                "server, like smtp://user:password@host:587."
            )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            wire = message.message()
            message_id = str(wire["Message-ID"] or f"<{id(message)}@{DNS_NAME}>")
            store.keep(wire.as_bytes(), message_id=message_id)
        return len(email_messages)
