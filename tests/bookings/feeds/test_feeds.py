"""Reading feeds over the network: what is kept, and what stays when they are away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from django.test import override_settings

from modules.bookings.models import BusyFeed
from modules.bookings.services import feeds, holding, scheduling
from modules.bookings.services.feeds import fetching, reading
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, utc
from tests.bookings.feeds.test_reading import calendar

pytestmark = pytest.mark.usefixtures("inside_acme")
BUSY = calendar("DTSTART:20261130T090000Z\nDTEND:20261130T160000Z\nSUMMARY:Away")


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody else's server; what it answers is set on the class."""

    body: ClassVar[bytes] = BUSY
    status: ClassVar[int] = 200
    location: ClassVar[str] = ""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        etag = self.headers.get("If-None-Match", "")
        self.asked.append(etag)
        self.send_response(304 if etag == "one" else self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.send_header("ETag", "one")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@pytest.fixture
def elsewhere() -> Iterator[type[Elsewhere]]:
    answering = type("Answering", (Elsewhere,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), answering)
    answering.port = server.server_port  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield answering
    server.shutdown()
    server.server_close()


@pytest.fixture
def feed(inside_acme: object, elsewhere: type[Elsewhere]) -> BusyFeed:
    url = f"http://127.0.0.1:{elsewhere.port}/mine.ics"  # type: ignore[attr-defined]
    return feeds.add(calendar=calendars.calendar(), name="Mine", url=url)


def read(feed: BusyFeed, hours: int = 0) -> BusyFeed:
    found = feeds.read(feed_id=feed.pk, at=NOW + timedelta(hours=hours))
    assert found is not None
    return found


def test_it_takes_busy_times_off_the_free_ones(feed: BusyFeed) -> None:
    assert read(feed).problem == ""
    assert feed.blocks.get().title == "Away"
    of = calendars.session_type(feed.calendar)
    free = scheduling.free_times(
        session_type=of, package=None, day_from=MONDAY, day_to=MONDAY, at=NOW
    )
    assert free == [utc(MONDAY, 16)]


@pytest.mark.parametrize("status", [404, 500])
def test_it_keeps_what_was_read_while_a_feed_is_away(
    feed: BusyFeed, elsewhere: type[Elsewhere], status: int
) -> None:
    read(feed)
    BusyFeed.objects.update(etag="")
    elsewhere.status = status
    assert read(feed, 1).problem
    assert feed.blocks.count() == 1
    assert list(feeds.away()) == [feed]


@pytest.mark.parametrize(
    "body", [b"<html>", calendar("DTSTART:20261130T000000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY")]
)  # noqa: E501
def test_it_keeps_what_was_read_when_the_answer_means_harm(
    feed: BusyFeed, elsewhere: type[Elsewhere], body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(feed)
    BusyFeed.objects.update(etag="")
    monkeypatch.setattr(reading, "_SECONDS", 2)
    elsewhere.body = body
    assert read(feed, 1).problem
    assert feed.blocks.count() == 1


def test_it_asks_whether_anything_changed_and_once_a_day_for_all(
    feed: BusyFeed, elsewhere: type[Elsewhere]
) -> None:
    for hours in (0, 1, 25):
        read(feed, hours)
    assert elsewhere.asked == ["", "one", ""]
    assert feed.blocks.count() == 1


def test_it_follows_no_redirect_in_a_circle(feed: BusyFeed, elsewhere: type[Elsewhere]) -> None:
    elsewhere.status, elsewhere.location = 302, "/again.ics"
    assert "leads on" in read(feed).problem


def test_it_follows_a_redirect_to_files_of_no_other_kind(
    feed: BusyFeed, elsewhere: type[Elsewhere]
) -> None:
    elsewhere.status, elsewhere.location = 302, "file:///etc/passwd"
    assert "https://" in read(feed).problem


def test_it_stays_out_of_our_own_network_in_production(feed: BusyFeed) -> None:
    with override_settings(ENVIRONMENT="production"):
        assert "not public" in read(feed).problem


def test_it_stops_reading_what_has_no_end(feed: BusyFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 10)
    assert "too large" in read(feed).problem


@pytest.mark.parametrize("url", ["", "ftp://e.org/a", "https://", "javascript:1", "https://a b/c"])
def test_it_takes_only_addresses_of_the_web(url: str) -> None:
    with pytest.raises(feeds.BadAddress):
        feeds.add(calendar=calendars.calendar(), name="Mine", url=url)


def test_it_shows_bookings_to_other_programs_with_nothing_but_a_name() -> None:
    of = calendars.session_type()
    booking = calendars.hold(of, utc(MONDAY, 9))
    booking.name, booking.email = "Carla Client", "carla@example.org"
    booking.save(update_fields=["name", "email"])
    holding.confirm(booking=booking, at=NOW)
    written = feeds.calendar_file(calendar=of.calendar, at=NOW).decode()
    assert f"SUMMARY:{of.title}: Carla Client" in written
    assert "carla@example.org" not in written
    assert "SEQUENCE:0" in written


def test_it_shows_what_was_moved_and_cancelled_under_the_same_name() -> None:
    of = calendars.session_type()
    booking = holding.confirm(booking=calendars.hold(of, utc(MONDAY, 9)), at=NOW)
    holding.move(booking=booking, to=utc(MONDAY, 11), at=NOW)
    holding.cancel(booking=booking, by=None, reason="", at=NOW)
    written = feeds.calendar_file(calendar=of.calendar, at=NOW).decode()
    assert written.count(f"UID:{booking.public_id}@") == 1
    assert "SEQUENCE:2" in written
    assert "STATUS:CANCELLED" in written
