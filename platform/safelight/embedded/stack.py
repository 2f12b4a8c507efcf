"""The programs that make up the platform on one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from safelight.configuration import ROOT
from safelight.embedded.process import Command
from safelight.embedded.surroundings import Surroundings

# Web first: nobody is served by half a platform. The database last: all others write to it.
STOP_ORDER = ["web", "data", "worker", "fakelab", "redis", "postgres"]
#: Those that load the same: Django and all modules.
TOGETHER = ["web", "worker"]
QUEUES = "default,ingest,mail"
# Each thread that allocates at the same time as others would else get a heap of its own.
THRIFT = {"MALLOC_ARENA_MAX": "2"}


def commands(around: Surroundings) -> dict[str, Command]:
    """The web process, the data plane, and the worker with the scheduler."""
    return {
        "web": python(around, *_web(around)),
        "data": python(around, *_data(around)),
        "worker": python(around, *_worker(around)),
    }


def fakelab(around: Surroundings) -> Command:
    """The lab that makes nothing (``safelight.fakelab``)."""
    return python(around, "-m", "safelight.fakelab", f"--port={around.environment['FAKELAB_PORT']}")


def manage(around: Surroundings, *arguments: str) -> Command:
    return python(around, str(ROOT / "manage.py"), *arguments)


def python(around: Surroundings, *arguments: str) -> Command:
    environment = THRIFT | around.environment
    return Command([sys.executable, *arguments], environment=environment, folder=ROOT)


def _web(around: Surroundings) -> Sequence[str]:
    env = around.environment
    # No access log: addresses hold single-use links and signatures.
    return [
        "-m",
        "gunicorn",
        "safelight.wsgi:application",
        "--config=python:safelight.gunicorn",
        f"--bind=127.0.0.1:{env['PLATFORM_PORT']}",
        "--worker-class=gthread",
        f"--workers={env.get('WEB_WORKERS') or '2'}",
        f"--threads={env.get('WEB_THREADS') or '8'}",
        # A connection grows with every studio it has touched; a new worker starts small.
        "--max-requests=5000",
        "--max-requests-jitter=500",
        "--graceful-timeout=10",
        "--no-control-socket",
        "--log-level=warning",
    ]


def _data(around: Surroundings) -> Sequence[str]:
    return [
        "-m",
        "uvicorn",
        "safelight.storage.asgi:application",
        "--host=127.0.0.1",
        f"--port={around.environment['DATA_PORT']}",
        f"--workers={around.environment.get('DATA_WORKERS') or '1'}",
        "--loop=uvloop",
        "--http=httptools",
        "--ws=none",
        "--no-access-log",
        "--no-server-header",
        "--timeout-graceful-shutdown=5",
        "--log-level=warning",
    ]


def _worker(around: Surroundings) -> Sequence[str]:
    count = around.environment.get("WORKER_PROCESSES") or str(min(os.cpu_count() or 2, 4))
    return [
        "-m",
        "safelight.worker",
        "--app=safelight.celery",
        "--clock",  # beat, in the worker's own loop: safelight.clock
        f"--schedule-filename={around.var}/beat-schedule",
        f"--processes={count}",
        f"--queues={QUEUES}",
    ]
