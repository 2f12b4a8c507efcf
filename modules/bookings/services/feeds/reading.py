"""Other calendars of a calendar: adding one, reading it again and again, removing it.

What was read last stays while the other calendar is away or says nothing sensible, so that nobody
is booked over an appointment because a server was down.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from modules.bookings.models import BusyBlock, BusyFeed, Calendar
from modules.bookings.services import clock
from modules.bookings.services.feeds import fetching
from modules.bookings.services.feeds.fetching import FeedAway
from safelight import jobs
from safelight.kernel.errors import Refusal

READ = "bookings.read_feed"
# How far ahead appointments are kept: longer than any session type is offered.
DAYS = 400
# An unchanged calendar is worked out anew all the same, since the days it is kept for go on.
FRESH = timedelta(days=1)
_SECONDS = 20
_SCHEMES = ("https", "http", "webcal")


class BadAddress(Refusal):
    """What was typed is no address of a calendar."""

    code = "bad_feed_address"
    status = 400


def add(*, calendar: Calendar, name: str, url: str) -> BusyFeed:
    """Read this calendar from now on, first at once. Raises ``BadAddress``."""
    # The row and the job that reads it first appear together.
    with transaction.atomic():
        made: BusyFeed = BusyFeed.objects.create(
            calendar=calendar, name=name, url=checked_address(url)
        )
        ask_for(feed=made)
    return made


def checked_address(url: str) -> str:
    """The address without blanks around it. Raises ``BadAddress``."""
    try:
        parts = urlsplit(url.strip())
        is_one = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or len(url.strip()) > 500 or any(sign.isspace() for sign in url.strip()):
        raise BadAddress(
            _("Paste the address of an iCalendar file; it begins with https:// or webcal://."),
            fields={"url": [_("This is no such address.")]},
        )
    return url.strip()


def remove(*, feed: BusyFeed) -> None:
    """Forget it with all that it said."""
    feed.delete()


def read(*, feed_id: int, at: datetime) -> BusyFeed | None:
    """Fetch a feed and keep what it says; None where it was removed. Outside a transaction.

    What goes wrong is kept as its ``problem``, a sentence for the team.
    """
    feed: BusyFeed | None = BusyFeed.objects.filter(pk=feed_id).first()
    if feed is None:
        return None
    is_fresh = feed.read_at is not None and at - feed.read_at < FRESH
    try:
        answer = fetching.fetch(feed.url, etag=feed.etag if is_fresh else "")
        found = _busy(answer.body, at) if answer.body is not None else None
    except FeedAway as refusal:
        return _keep_problem(feed, refusal.sentence, at)
    return _keep(feed, found, answer.etag, at)


def read_all(*, at: datetime) -> int:
    """Ask for all of them to be read; returns how many."""
    rows = list(BusyFeed.objects.filter(calendar__archived_at=None))
    # The jobs appear together.
    with transaction.atomic():
        for feed in rows:
            ask_for(feed=feed)
    return len(rows)


def away() -> QuerySet[BusyFeed]:
    """Feeds that could not be read when they were tried last."""
    return BusyFeed.objects.exclude(problem="").filter(calendar__archived_at=None)


def ask_for(*, feed: BusyFeed) -> None:
    """Have it read soon."""
    # What is asked for needs a transaction, whoever asks.
    with transaction.atomic():
        jobs.enqueue(READ, key=str(feed.pk), feed_id=feed.pk)


def _busy(body: bytes, at: datetime) -> list[tuple[datetime, datetime, str]]:
    """Have the bytes read by a process whose time and memory are limited. Raises ``FeedAway``."""
    asked = {"zone": str(clock.zone()), "begins": at.isoformat(), "days": DAYS}
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, and nothing of the feed's is a word
            [sys.executable, "-m", "modules.bookings.ical.busy"],
            input=json.dumps(asked).encode() + b"\n" + body, capture_output=True, check=True,
            timeout=_SECONDS, env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        said: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError) as problem:
        raise FeedAway(_("This calendar cannot be read.")) from problem
    if "problem" in said:
        raise FeedAway(
            _("This is no calendar in the iCalendar format.")
            if said["problem"] == "NotACalendar"
            else _("This calendar has more appointments than can be read.")
        )
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end), title)
        for start, end, title in said["blocks"]
    ]


def _keep(
    feed: BusyFeed, found: list[tuple[datetime, datetime, str]] | None, etag: str, at: datetime
) -> BusyFeed:
    """Put what it says in the place of what it said."""
    # Nobody sees a calendar that is empty for a moment; two readers come one after the other.
    with transaction.atomic():
        row = BusyFeed.objects.select_for_update().filter(pk=feed.pk).first()
        if row is None:
            return feed
        if found is not None:
            row.blocks.all().delete()
            BusyBlock.objects.bulk_create(
                BusyBlock(feed=row, during=(start, end), title=title) for start, end, title in found
            )
            row.read_at, row.etag = at, etag
        row.tried_at, row.problem = at, ""
        row.save(update_fields=["read_at", "etag", "tried_at", "problem"])
    return row


def _keep_problem(feed: BusyFeed, sentence: str, at: datetime) -> BusyFeed:
    feed.tried_at, feed.problem = at, sentence
    BusyFeed.objects.filter(pk=feed.pk).update(tried_at=at, problem=sentence)
    return feed
