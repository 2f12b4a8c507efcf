"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.reasons import KEY, ONCE
from safelight.kernel.takeout import Table, Takeout

_LINKS = "May hold links that let people in; the log says what was sent to whom."

TAKEOUT = Takeout(
    tables=(
        Table(
            "outbox.OutgoingMessage",
            "uuid to_email to_name from_name reply_to template language subject message_id "
            "related_kind related_id state error send_after again_of unsubscribe "
            "of_platform created_at sent_at",
            stays={
                "key": ONCE,
                "text_body": _LINKS,
                "html_body": _LINKS,
                "attachments": KEY,
            },
        ),
        Table(
            "outbox.MessageNews",
            "message event_key kind said at heard_at",
        ),
        Table(
            "outbox.MailWords",
            "public_id mail language subject text by_name at",
        ),
        Table(
            "outbox.MailSwitch",
            "mail is_on at",
        ),
        Table(
            "outbox.MailStop",
            "public_id email what reason said since lifted_at",
        ),
        Table(
            "outbox.SenderAddress",
            "email asked_at proven_at checked_at findings is_aligned",
        ),
    ),
    stays={
        "outbox.DomainEvent": "Messages between parts of the platform.",
    },
)
