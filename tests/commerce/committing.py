"""Helpers of tests that commit: real threads, real worker processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from safelight.jobs import runner, sweeping
from safelight.jobs.models import Job
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.jobs import workers


def together(studio: Studio, *calls: Callable[[], Any]) -> list[Any]:
    """Run each call in a thread with a connection of its own; what it returned or raised."""

    def inside(call: Callable[[], Any]) -> Any:
        with tenant_context(studio):
            try:
                return call()
            except Exception as problem:  # noqa: BLE001 - the test says which it expects
                return problem

    with ThreadPoolExecutor(len(calls)) as pool:
        runs = [pool.submit(workers.in_thread(partial(inside, call))) for call in calls]
        return [run.result(60) for run in runs]


def worker(queue: str, **extra: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.commerce.worker", queue]
    return subprocess.Popen(command, env=workers.environment(**extra))


def serve() -> None:
    """Run everything that is due in this process."""
    with public_context():
        for _round in range(3):
            for queue in ("ingest", "default", "mail"):
                runner.serve(queue, seconds=5)


def expire_leases() -> None:
    with public_context():
        Job.objects.filter(state="running").update(lease_until=Now())
        sweeping.sweep()


def forget_jobs() -> None:
    with public_context(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE jobs_job, jobs_turn")
