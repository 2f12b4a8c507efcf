"""Keeping a lease while a handler works on.

A thread of its own, with a connection of its own that it opens only for a run that lasts longer
than a third of its lease: most jobs are over before that and pay for a thread that sleeps.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import psycopg
from django.db import connection

from safelight.jobs.running import Running

log = logging.getLogger(__name__)

_EXTEND = """
    UPDATE jobs_job SET lease_until = clock_timestamp() + lease
     WHERE id = %s AND state = 'running' AND lease_token = %s
       AND NOT EXISTS (SELECT 1 FROM tenants_studio
                        WHERE tenants_studio.id = studio_id AND tenants_studio.state = 'closing')
"""


@contextmanager
def kept(job: Running, *, limit: timedelta) -> Iterator[None]:
    """Renew the lease until the block ends, or ``limit`` has passed: a hung handler loses it."""
    over = threading.Event()
    conninfo = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port", "sslmode", "options"}
    }
    keeper = threading.Thread(
        target=_keep, args=(job, limit, over, conninfo), name=f"lease of {job.id}", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        over.set()
        # It may be waiting for a row that we hold locked; it gives up by itself.
        keeper.join(timeout=1)


def _keep(job: Running, limit: timedelta, over: threading.Event, conninfo: dict[str, str]) -> None:
    pause = job.lease.total_seconds() / 3
    end = time.monotonic() + limit.total_seconds()
    own: psycopg.Connection | None = None
    try:
        while not over.wait(pause) and time.monotonic() < end:
            try:
                own = own or _connect(conninfo, pause)
                if own.execute(_EXTEND, [job.id, job.token]).rowcount != 1:
                    return
            except psycopg.Error as problem:
                # A locked row is our own transaction's; anything else is tried again in time.
                log.warning("Lease of job %s was not renewed: %s", job.id, problem)
                if own is not None and own.broken:
                    own = None
    finally:
        with suppress(psycopg.Error):
            if own is not None:
                own.close()


def _connect(conninfo: dict[str, str], pause: float) -> psycopg.Connection:
    own = psycopg.connect(**conninfo, autocommit=True, connect_timeout=5)  # type: ignore[arg-type]
    own.execute(f"SET lock_timeout = {int(pause * 1000)}")
    return own
