"""ISO-28: twenty uploads at once across the edge of a plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from safelight.accounts.models import Person
from safelight.uploads import room
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.billing.conftest import begin, make_batch

MB = 1_000_000
AT_ONCE = 20


def _race(studio: Studio) -> int:
    """Twenty of 3 MB each into 20 MB; how many bytes are held afterwards."""
    with tenant_context(studio):
        alice = Person.objects.get(email="alice@example.org")
        batch = make_batch(alice)
        limits.write(studio, limits.Limits(storage=room.use().used + 20 * MB))

    def send(_number: int) -> bool:
        try:
            with tenant_context(studio):
                begin(alice, batch, 3 * MB)
        except room.OverPlan:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        accepted = sum(pool.map(send, range(AT_ONCE)))
    with tenant_context(studio):
        assert room.use().held == accepted * 3 * MB
    return accepted * 3 * MB


def test_iso_28_it_never_holds_more_than_the_plan_has(fresh_studio: Studio) -> None:
    assert _race(fresh_studio) == 18 * MB


def test_iso_28_its_twin_without_the_lock_gives_the_same_room_away_twice(
    fresh_studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(AT_ONCE, timeout=30)
    asked = room._use

    def unlocked(found: limits.Limits) -> room.Use:
        seen = asked(found)
        if connection.in_atomic_block:
            together.wait()
        return seen

    monkeypatch.setattr(limits, "locked_here", limits.here)
    monkeypatch.setattr(room, "_use", unlocked)
    assert _race(fresh_studio) > 20 * MB
