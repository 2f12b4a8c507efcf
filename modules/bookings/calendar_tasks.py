"""Jobs of calendars and places: load, call."""

from __future__ import annotations

from django.utils import timezone

from modules.bookings.services import feeds, holding, waitlist
from modules.bookings.services.feeds import reading
from modules.bookings.services.holding import ending
from safelight import jobs


@jobs.handler("bookings.release_expired")
def release_expired(**_ignored: object) -> None:
    """Holds and offers whose time is over."""
    now = timezone.now()
    holding.release_expired(at=now)
    waitlist.pass_on(at=now)


@jobs.handler(ending.OFFER)
def offer_places(*, session_type_id: int, **_ignored: object) -> None:
    waitlist.offer_next(session_type_id=session_type_id, at=timezone.now())


@jobs.handler("bookings.read_feeds")
def read_feeds(**_ignored: object) -> None:
    feeds.read_all(at=timezone.now())


@jobs.handler(reading.READ, attempts=1)
def read_feed(*, feed_id: int, **_ignored: object) -> None:
    """One try: the next one comes by the clock."""
    feeds.read(feed_id=feed_id, at=timezone.now())
