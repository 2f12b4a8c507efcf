"""Sending a mail once more, and changing when one that waits goes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from safelight.outbox import posting, stops
from safelight.outbox.models import OutgoingMessage
from tenants.context import current_studio

State = OutgoingMessage.State
LATEST = timedelta(days=60)
_KEPT = (
    "to_email", "to_name", "from_name", "reply_to", "template", "language", "subject",
    "text_body", "html_body", "attachments", "related_kind", "related_id", "unsubscribe",
    "of_platform",
)  # fmt: skip


class StillOnItsWay(Refusal):
    """A second one now would be one too many."""

    code = "mail_on_its_way"


class NotScheduled(Refusal):
    """It is on its way, was sent, or was cancelled."""

    code = "mail_not_scheduled"


class TimeCannotBe(Refusal):
    """``fields`` names the field of the form."""

    code = "mail_time_wrong"
    status = 422


def send_again(message: OutgoingMessage) -> OutgoingMessage:
    """Post the same mail anew, as it was. Raises ``StillOnItsWay``."""
    if message.state in {State.QUEUED, State.SENDING, State.SCHEDULED}:
        raise StillOnItsWay(_("This mail has not been sent yet."))
    with transaction.atomic():  # The mail and the job that sends it.
        first = message.again_of or message
        number = OutgoingMessage.objects.filter(again_of=first).count() + 1
        identity = uuid.uuid4()
        copy = OutgoingMessage(
            **{name: getattr(message, name) for name in _KEPT}, uuid=identity, again_of=first,
            key=f"again {first.pk} {number}",
            message_id=f"<{identity}@{current_studio().primary_host()}>",
        )  # fmt: skip
        if why := stops.reason(copy.to_email, copy.unsubscribe):
            copy.state, copy.error = State.WITHHELD, why
        return posting.store(copy).message


def reschedule(message: OutgoingMessage, *, to: datetime, at: datetime) -> None:
    """Let it go at another time. Raises ``NotScheduled`` and ``TimeCannotBe``."""
    refuse_time(to, at=at)
    with transaction.atomic():  # The time and the job of that time.
        if not message.reschedule(to=to):
            raise NotScheduled(_("This mail does not wait for its time any more."))
        posting.ask_to_send(message)


def send_now(message: OutgoingMessage, *, at: datetime) -> None:
    """Raises ``NotScheduled``."""
    with transaction.atomic():  # As above.
        if not message.reschedule(to=at):
            raise NotScheduled(_("This mail does not wait for its time any more."))
        posting.ask_to_send(message)


def cancel(message: OutgoingMessage) -> None:
    """Raises ``NotScheduled`` where it is on its way already."""
    if not message.cancel():
        raise NotScheduled(_("This mail does not wait for its time any more."))


def refuse_time(to: datetime, *, at: datetime) -> None:
    """Raises ``TimeCannotBe`` for the past, and for more than sixty days ahead."""
    if to <= at:
        raise TimeCannotBe(_("This time is over. Choose a later one."))
    if to > at + LATEST:
        raise TimeCannotBe(_("Choose a time within the next 60 days."))
