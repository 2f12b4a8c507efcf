"""What outlives a test's transaction: counted tries in Redis, and studios that were looked up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from safelight.accounts import throttle
from tenants import resolve


def forget_studios() -> None:
    """``resolve.forget_all`` for this process alone.

    No other one has seen what a test rolls back, so that nobody's lease has to be waited for:
    before and after each of thousands of tests that would be minutes.
    """
    resolve._begin_anew()


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    found = list(throttle._redis.scan_iter("*:tries:*"))
    if found:
        throttle._redis.delete(*found)


@pytest.fixture(autouse=True)
def _look_studios_up_anew() -> Iterator[None]:
    """A studio that a test changed is kept as it was changed, though the change is rolled back."""
    yield
    forget_studios()


@pytest.fixture
def without_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the counters' Redis should be."""
    gone = redis.Redis(
        host="127.0.0.1", port=9, socket_connect_timeout=0.1, retry=Retry(NoBackoff(), 0)
    )
    monkeypatch.setattr(throttle, "_redis", gone)
