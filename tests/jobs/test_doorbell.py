"""The broker is a doorbell: deaf, slow or emptied, it costs time and never work."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import transaction
from kombu import Connection

from safelight import jobs
from safelight.celery import PATIENCE
from safelight.jobs import doorbell, sweeping
from safelight.jobs.models import Job
from tenants.context import tenant_context
from tenants.models import Studio
from tests.jobs import work, workers

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.fault]

# Seconds after which a worker is given up: a busy machine starts and stops one slowly.
LONG = 90


@pytest.fixture(autouse=True)
def fresh_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "_state", {"silent_until": 0.0})


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Redis]:
    """An empty database of the same Redis, that nobody else rings in."""
    url = settings.REDIS_URL.rsplit("/", 1)[0] + "/9"
    monkeypatch.setenv("REDIS_URL", url)
    monkeypatch.setattr(doorbell, "_line", _line(url))
    with redis.Redis.from_url(url) as server:
        server.flushdb()
        yield server


@pytest.fixture
def worker(committed: None, broker: redis.Redis, flags: Path) -> Iterator[None]:
    """A real Celery worker of two processes, which listens by now."""
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "safelight.celery", "worker"]
    options = ["--pool=prefork", "--concurrency=2", "--queues=default", "--loglevel=WARNING"]
    options += ["--without-gossip", "--without-mingle", "--include=tests.jobs.loaded"]
    process = subprocess.Popen([*command, *options], env=workers.environment())
    try:
        workers.wait_for(lambda: (flags / "worker.ready").exists(), seconds=LONG)
        yield
        process.terminate()
        assert process.wait(timeout=LONG) == 0
    finally:
        process.kill()
        process.wait()


def test_it_wakes_a_worker(acme: Studio, worker: None) -> None:
    _ask(acme, 20)
    workers.wait_for(lambda: Job.objects.filter(state="done").count() == 20, seconds=LONG)
    assert all(work.effects(str(number)) == 1 for number in range(20))


def test_it_loses_nothing_when_the_broker_is_emptied(
    acme: Studio, broker: redis.Redis, worker: None
) -> None:
    _ask(acme, 50)
    broker.flushdb()
    time.sleep(0.1)
    sweeping.sweep()
    workers.wait_for(lambda: Job.objects.filter(state="done").count() == 50, seconds=LONG)
    assert all(work.effects(str(number)) == 1 for number in range(50))


def test_it_does_not_hold_up_a_page_when_the_broker_is_away(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "_line", _line("redis://127.0.0.1:1/0"))
    started = time.monotonic()
    _ask(acme, 20)
    assert time.monotonic() - started < 0.5
    assert Job.objects.filter(state="queued").count() == 20


def test_it_does_not_wait_for_a_broker_that_never_answers(
    acme: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setattr(doorbell, "_line", _line(f"redis://127.0.0.1:{deaf.getsockname()[1]}"))
        started = time.monotonic()
        _ask(acme, 20)
        assert time.monotonic() - started < 0.8
    assert Job.objects.filter(state="queued").count() == 20


def test_it_rings_a_few_times_for_many_jobs(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: rung.append(queue))
    _ask(acme, 100)
    assert rung == ["default"] * doorbell.RINGS_A_COMMIT


def test_it_does_not_ring_for_a_rollback(acme: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(doorbell, "ring", lambda queue, job_id=None: rung.append(queue))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ask(acme, 3)
        _ = 1 // 0
    assert rung == []


def _line(url: str) -> Connection:
    patience = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "max_retries": 0}
    return Connection(url, transport_options=patience)


def _ask(studio: Studio, count: int) -> None:
    with tenant_context(studio), transaction.atomic():
        for number in range(count):
            jobs.enqueue("jobs.test_note", key=str(number), name=str(number))
