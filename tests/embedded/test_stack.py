"""The worker and the clock that it carries, as ``bin/up`` starts them."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safelight.embedded import redis, stack
from safelight.embedded.output import Printer
from safelight.embedded.supervisor import Supervisor
from safelight.embedded.surroundings import look_around


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    """It runs the worker, on a Redis of the test and without a database."""
    broker = redis.start(tmp_path / "redis", durable=False)
    around = look_around({"REDIS_URL": broker.url, "WORKER_PROCESSES": "1"}, tmp_path)
    printer = Printer(tmp_path / "log")
    supervisor = Supervisor(printer)
    supervisor.launch("worker", stack.commands(around)["worker"])
    yield supervisor
    supervisor.stop(["worker"])
    supervisor.close()
    printer.close()
    broker.stop()


def _clocks(supervisor: Supervisor, tmp_path: Path, count: int) -> list[int]:
    """Process numbers of the worker's clocks, once so many have begun."""
    log = tmp_path / "log" / "worker.log"
    until = time.monotonic() + 60
    found: list[str] = []
    while len(found) < count:
        assert time.monotonic() < until, found
        supervisor.look_after()
        found = re.findall(r"The clock is process (\d+)", log.read_text() if log.exists() else "")
    return list(map(int, found))


def test_it_starts_worker_and_clock_again_when_the_clock_ends(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    [clock] = _clocks(supervisor, tmp_path, 1)
    os.kill(clock, signal.SIGKILL)
    assert len(set(_clocks(supervisor, tmp_path, 2))) == 2
    said = (tmp_path / "log" / "worker.log").read_text()
    assert "The clock has ended" in said
    assert "worker ended with code 0" in (tmp_path / "log" / "up.log").read_text()
