"""The confirmation of a booking, with its calendar entry and the signed contract."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from modules.bookings.models import Booking, BookingState
from modules.bookings.services.booking import invite
from modules.bookings.services.contracts import paper, signing
from modules.bookings.services.mails import posting
from safelight.outbox.models import OutgoingMessage
from safelight.outbox.posting import Attachment
from safelight.storage import keys, objects
from tenants.context import current_studio

PDF = "application/pdf"


def send(*, booking_id: int, at: datetime) -> None:
    """Post it once for each time that the booking has had; files are stored before.

    A booking that ended meanwhile gets none. Outside a transaction.
    """
    rows = Booking.objects.select_related("session_type")
    booking = rows.filter(pk=booking_id, state=BookingState.BOOKED).first()
    if booking is None or not booking.email:
        return
    # The first revision is news; a later one is another time.
    has_moved = booking.entries.filter(verb="moved").exists()
    kind, once = ("moved", str(booking.revision)) if has_moved else ("confirmation", "")
    if OutgoingMessage.objects.filter(key=posting.key(booking, kind, once)).exists():
        return
    files = [_store("session.ics", invite.ics(booking, at=at), invite.MEDIA_TYPE)]
    signature = signing.signature_of(booking)
    if signature is not None and not has_moved:
        files.append(_store("contract.pdf", paper.pdf(signature), PDF))
    with transaction.atomic():  # The mail and the job that sends it.
        posting.to_client(booking, kind, at=at, once=once, attachments=files)


def _store(name: str, body: bytes, media_type: str) -> Attachment:
    key = keys.join(keys.new_object(current_studio().uuid), name)
    objects.from_environment().write(key, [body])
    return Attachment(key=key, name=name, media_type=media_type)
