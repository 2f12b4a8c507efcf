"""Figures that are asked for when somebody looks: jobs and mails that wait, bytes that went out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from safelight.storage import ledger
from tenants.context import public_context

log = logging.getLogger(__name__)

# A mail is one job of this kind (safelight.outbox).
_JOBS = """
    SELECT kind, state, count(*),
           COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(
               CASE state WHEN 'running' THEN started_at
                          WHEN 'parked' THEN finished_at ELSE run_after END)), 0)
      FROM jobs_job WHERE state IN ('queued', 'running', 'parked') GROUP BY kind, state
"""
_DONE = """
    SELECT kind, count(*) FROM jobs_job
     WHERE state = 'done' AND finished_at > clock_timestamp() - interval '1 hour' GROUP BY kind
"""
_redis = redis.Redis.from_url(
    settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=None
)


class Waiting(Collector):
    """Read anew for each look; a part that is away is left out, the others are still told."""

    def collect(self) -> Iterator[Metric]:
        try:
            yield from _jobs()
        except DatabaseError as problem:
            log.warning("No figures of jobs: %s", problem)
        try:
            yield _sent()
        except redis.RedisError as problem:
            log.warning("No figures of downloads: %s", problem)


def _jobs() -> Iterator[Metric]:
    count = GaugeMetricFamily(
        "safelight_jobs", "Jobs that wait, run or are parked; mails are outbox.send",
        labels=["kind", "state"],
    )  # fmt: skip
    age = GaugeMetricFamily(
        "safelight_job_age_seconds", "For how long the oldest of them has been so, past its time",
        labels=["kind", "state"],
    )  # fmt: skip
    for kind, state, number, seconds in _rows(_JOBS):
        count.add_metric([kind, state], number)
        age.add_metric([kind, state], max(float(seconds), 0.0))
    done = GaugeMetricFamily(
        "safelight_jobs_done_in_an_hour", "Jobs that ended well in the last hour", labels=["kind"]
    )
    for kind, number in _rows(_DONE):
        done.add_metric([kind], number)
    yield from (count, age, done)


def _rows(statement: str) -> list[Any]:
    with public_context(), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _sent() -> Metric:
    sent = CounterMetricFamily(
        "safelight_sent_bytes", "Bytes of downloads that left the data plane", labels=["kind"]
    )
    for kind, number in ledger.totals(_redis).items():
        sent.add_metric([kind], number)
    return sent
