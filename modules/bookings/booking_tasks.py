"""Jobs of bookings: load, call."""

from __future__ import annotations

from django.utils import timezone

from modules.bookings.services.booking import telling
from modules.bookings.services.mails import confirming, reminding
from safelight import jobs


@jobs.handler(telling.CONFIRM, queue="mail")
def send_confirmation(*, booking_id: int, **_: object) -> None:
    confirming.send(booking_id=booking_id, at=timezone.now())


@jobs.handler("bookings.remind")
def remind(**_: object) -> None:
    now = timezone.now()
    reminding.remind_of_sessions(at=now)
    reminding.ask_for_balances(at=now)
    reminding.drop_abandoned(at=now)
