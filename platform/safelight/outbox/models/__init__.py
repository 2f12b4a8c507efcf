"""What left a studio's transaction: events, and mail with what is known of it."""

from __future__ import annotations

from safelight.outbox.models.events import DomainEvent
from safelight.outbox.models.messages import MessageNews, OutgoingMessage
from safelight.outbox.models.rules import MailStop, MailSwitch, MailWords, SenderAddress

__all__ = [
    "DomainEvent",
    "MailStop",
    "MailSwitch",
    "MailWords",
    "MessageNews",
    "OutgoingMessage",
    "SenderAddress",
]
