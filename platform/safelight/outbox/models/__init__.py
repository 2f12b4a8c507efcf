"""What left a studio's transaction: events, and mail with what is known of it."""

from __future__ import annotations

from safelight.outbox.models.events import DomainEvent
from safelight.outbox.models.messages import MessageNews, OutgoingMessage
from safelight.outbox.models.rules import MailOff, MailStop, MailWords, SenderAddress

__all__ = [
    "DomainEvent",
    "MailOff",
    "MailStop",
    "MailWords",
    "MessageNews",
    "OutgoingMessage",
    "SenderAddress",
]
