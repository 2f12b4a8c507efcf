"""What providers tell of mails that they took: arrived, came back, reported.

News may come twice, late, in any order, or about what is not there: each is kept once, and a mail's
state only ever becomes worse news or better knowledge, never less.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.outbox import stops
from safelight.outbox.models import MailStop, MessageNews, OutgoingMessage

State = OutgoingMessage.State
# What a state may become, by how much it says.
_RANK = {
    State.QUEUED: 0, State.SENDING: 0, State.SENT: 1, State.DELIVERED: 2, State.FAILED: 2,
    State.BOUNCED: 3, State.COMPLAINED: 4,
}  # fmt: skip
_STATES = {
    "delivered": State.DELIVERED, "bounced": State.BOUNCED, "rejected": State.BOUNCED,
    "failed": State.FAILED, "complained": State.COMPLAINED,
}  # fmt: skip
LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class News:
    """One thing that was told: ``kind`` as ``_STATES`` names them, or ``deferred``.

    ``message`` is the mail's own id, which went along with it; ``is_final`` says that the address
    will take nothing later either.
    """

    message: UUID
    event_id: str
    kind: str
    recipient: str
    said: str
    at: datetime
    is_final: bool = False


def hear(news: News) -> bool:
    """Keep it and let the mail know; False where it is known, or about no mail of this studio."""
    message = OutgoingMessage.objects.filter(uuid=news.message).first()
    if message is None or news.recipient.strip().lower() != message.to_email.strip().lower():
        return False
    with transaction.atomic():  # The news, what they make of the mail, and of the address.
        _row, is_new = MessageNews.objects.get_or_create(
            event_key=_key(news),
            defaults={
                "message": message, "kind": news.kind, "said": news.said[:LONGEST], "at": news.at
            },
        )  # fmt: skip
        if not is_new:
            return False
        _tell(message, news)
        _stop(message, news)
    return True


def sentence(kind: str) -> str:
    """What a piece of news says to the team."""
    return {
        "delivered": _("Arrived"),
        "deferred": _("The far side asked for patience"),
        "bounced": _("Came back"),
        "rejected": _("Was refused"),
        "failed": _("Could not be sent"),
        "complained": _("Reported as spam"),
    }.get(kind, kind)


def _tell(message: OutgoingMessage, news: News) -> None:
    state = _STATES.get(news.kind)
    if state is None:
        return
    lower = [each for each, rank in _RANK.items() if rank < _RANK[state]]
    error = news.said[:LONGEST] if state != State.DELIVERED else ""
    OutgoingMessage.objects.filter(pk=message.pk, state__in=lower).update(state=state, error=error)


def _stop(message: OutgoingMessage, news: News) -> None:
    reasons = {"bounced": MailStop.Reason.BOUNCED, "complained": MailStop.Reason.COMPLAINED}
    reason = reasons.get(news.kind)
    if reason is None or (news.kind == "bounced" and not news.is_final):
        return
    stops.stop(
        email=message.to_email, what=MailStop.ALL, reason=reason, at=news.at,
        said=news.said[:LONGEST],
    )  # fmt: skip


def _key(news: News) -> str:
    told = news.event_id or f"{news.kind}|{news.at.isoformat()}|{news.recipient}"
    return hashlib.sha256(f"{news.message}|{news.kind}|{told}".encode()).hexdigest()
