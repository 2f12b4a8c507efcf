"""The outbox's jobs: let one listener hear one event, send one mail."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.outbox import publishing, sending
from safelight.outbox.models import OutgoingMessage

_ADDRESS = re.compile(r"[^\s<>\"'(]+@[^\s<>\"'),;]+")


@jobs.handler(publishing.HEAR, atomic=True)
def hear(*, event_id: int, listener: str, **_: object) -> None:
    publishing.hear(event_id=event_id, path=listener)


# Eight tries over about two hours: greylisting servers ask for minutes, not for a day.
@jobs.handler("outbox.send", queue="mail", attempts=8, lease=timedelta(minutes=2))
def send(*, message_id: int, **_: object) -> None:
    message = OutgoingMessage.objects.get(pk=message_id)
    try:
        sending.send(message, at=timezone.now())
    except sending.PermanentRefusal as answer:
        raise jobs.Refused(_nameless(answer)) from answer
    except sending.TemporaryRefusal as answer:
        if jobs.current().is_last_attempt:
            message.fail(error=str(answer))
        raise jobs.TryLater(_nameless(answer)) from answer


def _nameless(answer: Exception) -> str:
    """For the log and the operators: what a studio's reader is called is the studio's to keep."""
    return _ADDRESS.sub("…", str(answer))
