"""Tries are counted beyond a test's transaction, in Redis: each test starts without any."""

from __future__ import annotations

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from safelight.accounts import throttle


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    found = list(throttle._redis.scan_iter("*:tries:*"))
    if found:
        throttle._redis.delete(*found)


@pytest.fixture
def without_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the counters' Redis should be."""
    gone = redis.Redis(
        host="127.0.0.1", port=9, socket_connect_timeout=0.1, retry=Retry(NoBackoff(), 0)
    )
    monkeypatch.setattr(throttle, "_redis", gone)
