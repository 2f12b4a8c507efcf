"""The worker and the clock that it carries."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from safelight import clock
from safelight.configuration import ROOT
from safelight.embedded import redis, stack
from safelight.embedded.surroundings import look_around


class _Timer:
    """Notes what it is asked to call, and when."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, Callable[[], None]]] = []

    def call_after(self, seconds: float, call: Callable[[], None]) -> None:
        self.asked.append((seconds, call))


class _Broken:
    def tick(self) -> float:
        raise OSError("no broker")


class _Parent:
    steps: list[Any] = []  # noqa: RUF012


def test_it_goes_on_after_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    carried = clock.Clock(_Parent(), clock=True)
    carried._timer, carried._scheduler = _Timer(), _Broken()
    carried.tick()
    assert carried._timer.asked == [(clock.AFTER_FAULT, carried.tick)]
    assert "no broker" in caplog.text


def test_it_rings_again_and_again(tmp_path: Path) -> None:
    broker = redis.start(tmp_path / "redis", durable=False)
    around = look_around({"REDIS_URL": broker.url}, tmp_path)
    command = list(stack.commands(around)["worker"].argv)
    command[command.index("--app=safelight.celery")] = "--app=tests.embedded.quick_clock"
    # Another queue than the rings go to, so that they stay to be counted.
    command = [part for part in command if not part.startswith("--queues")] + ["--queues=mail"]
    environment = {**os.environ, **around.environment, "PYTHONPATH": f"{ROOT}/platform:{ROOT}"}
    worker = subprocess.Popen([sys.executable, *command[1:]], env=environment, cwd=ROOT)
    try:
        until = time.monotonic() + 60
        with Redis.from_url(broker.url) as client:
            while client.llen("default") < 3:
                assert worker.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
    finally:
        worker.terminate()
        assert worker.wait(30) == 0
        broker.stop()
    assert list(tmp_path.glob("beat-schedule*"))


def test_it_starts_one_worker_with_a_clock(tmp_path: Path) -> None:
    argv = stack.commands(look_around({}, tmp_path))["worker"].argv
    assert "--clock" in argv
    assert f"--schedule-filename={tmp_path}/beat-schedule" in argv
