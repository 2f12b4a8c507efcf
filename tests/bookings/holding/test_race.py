"""A hundred clients of twelve slots, over connections of their own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from modules.bookings.models import Booking, SessionType, Slot
from modules.bookings.services import holding, waitlist
from modules.bookings.services.holding import places
from safelight.jobs import doorbell
from tenants.context import tenant_context
from tenants.models import Studio
from tests.bookings import calendars
from tests.bookings.calendars import MONDAY, NOW, utc
from tests.commerce.committing import forget_jobs
from tests.jobs import workers

CLIENTS, SLOTS, CONNECTIONS = 100, 12, 16


@pytest.fixture
def studio(fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: True)
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


def _run(studio: Studio, calls: list[Callable[[], Any]]) -> list[Any]:
    """What each returned, or the name of what it raised."""

    def inside(call: Callable[[], Any]) -> Any:
        with tenant_context(studio):
            try:
                return call()
            except Exception as problem:  # noqa: BLE001 - the test says which it expects
                return type(problem).__name__

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = [pool.submit(workers.in_thread(partial(inside, call))) for call in calls]
        return [run.result(90) for run in runs]


def _client(mini: SessionType, number: int) -> str:
    """Try one slot after the other as they are offered, book one, or wait."""
    who = calendars.visitor()
    at = NOW + timedelta(seconds=number)
    for _try in range(SLOTS + 1):
        free = [each.slot for each in places.places_for(session_type=mini, at=at) if each.left]
        if not free:
            break
        with suppress(holding.TimeTaken):
            held = calendars.hold(mini, free[number % len(free)], visitor=who, at=at)
            holding.confirm(booking=held, at=at)
            return "booked"
    name = f"client{number:03}"
    waitlist.join(session_type=mini, name=name, email=f"{name}@example.org", at=at)
    return "waits"


def _taken(mini: SessionType) -> Counter[int]:
    return Counter(mini.bookings.filter(occupies=True).values_list("slot_id", flat=True))


@pytest.mark.fault
def test_it_gives_twelve_slots_to_twelve_of_a_hundred_and_lets_the_others_wait_in_order(
    studio: Studio,
) -> None:
    mini = calendars.mini(slots=SLOTS)
    found = Counter(_run(studio, [partial(_client, mini, number) for number in range(CLIENTS)]))
    assert found == {"booked": SLOTS, "waits": CLIENTS - SLOTS}
    assert set(_taken(mini).values()) == {1}
    assert len(_taken(mini)) == SLOTS
    assert set(mini.bookings.values_list("state", flat=True)) == {"booked"}
    _check_order(studio, mini)


def _check_order(studio: Studio, mini: SessionType) -> None:
    """Three places are freed at once: the first three who wait get them, each one once."""
    waiting = [each.name for each in mini.waitlist.order_by("since", "pk")]
    at = NOW + timedelta(minutes=10)
    booked = list(mini.bookings.all()[:3])
    _run(
        studio,
        [
            *(partial(holding.cancel, booking=each, by=None, reason="", at=at) for each in booked),
            *[partial(waitlist.offer_next, session_type_id=mini.pk, at=at)] * 5,
            *(partial(calendars.hold, mini, each.slot or NOW, at=at) for each in booked),
        ],
    )
    waitlist.offer_next(session_type_id=mini.pk, at=at)
    offered = mini.waitlist.exclude(offered=None)
    assert [each.name for each in offered] == waiting[:3]
    assert len({each.offered_id for each in offered}) == 3
    assert mini.bookings.filter(occupies=True).count() == SLOTS - 3


@pytest.mark.fault
def test_it_books_a_time_once_for_twenty_who_want_it_or_half_an_hour_later(studio: Studio) -> None:
    portrait = calendars.session_type(step=30)
    wanted = [utc(MONDAY, 10), utc(MONDAY, 10, 30)] * 10
    found = _run(studio, [partial(calendars.hold, portrait, time) for time in wanted])
    assert sum(isinstance(each, Booking) for each in found) == 1
    assert found.count("TimeTaken") == 19
    assert Booking.objects.count() == 1


@pytest.mark.fault
def test_it_sells_a_slot_twice_where_neither_lock_nor_constraint_guards_it(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the race: everybody has looked before anybody takes."""
    slot = calendars.mini(slots=1).slots.get()
    assert _all_look_first(studio, slot, monkeypatch) > 1


@pytest.mark.fault
def test_it_sells_a_slot_once_by_the_constraint_alone(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = calendars.mini(slots=1).slots.get()
    assert _all_look_first(studio, slot, monkeypatch, with_constraint=True) == 1


def _all_look_first(
    studio: Studio, slot: Slot, monkeypatch: pytest.MonkeyPatch, *, with_constraint: bool = False
) -> int:
    point, look = threading.Barrier(6), places.free_number

    def meet(**asked: Any) -> int | None:
        found = look(**asked)
        with suppress(threading.BrokenBarrierError):
            point.wait(5)
        return found

    monkeypatch.setattr(places, "free_number", meet)
    if not with_constraint:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX one_booking_a_place")
    with override_settings(RELIABILITY_DISABLE={"locks"}):
        _run(studio, [partial(calendars.hold, slot.session_type, slot) for _each in range(6)])
    return Booking.objects.filter(slot=slot, occupies=True).count()
