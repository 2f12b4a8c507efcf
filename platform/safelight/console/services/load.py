"""How much was done in each hour: requests counted in Redis, jobs and mails in their rows."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.utils import timezone

from safelight.console.models import HourLoad
from safelight.jobs.models import Job
from safelight.outbox.posting import SEND

# One command to Redis in so many seconds and process, whatever the traffic is.
EVERY_SECONDS = 10
KEPT_SECONDS = 3 * 24 * 3600
_redis = redis.Redis.from_url(
    settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2, retry=None
)


class _Counter:
    """Requests that this process answered and has not yet told of."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.requests = 0
        self.told_at = time.monotonic()

    def take(self) -> int:
        """Count one; what is to be told now, or 0."""
        with self.lock:
            self.requests += 1
            if time.monotonic() - self.told_at < EVERY_SECONDS:
                return 0
            self.told_at = time.monotonic()
            counted, self.requests = self.requests, 0
            return counted


_counter = _Counter()


def count_request() -> None:
    """One request more in this hour; lost, and nothing else, while Redis is away."""
    counted = _counter.take()
    if counted:
        tell(counted, at=timezone.now())


def tell(counted: int, *, at: datetime) -> None:
    try:
        with _redis.pipeline() as pipe:
            pipe.incrby(_key(at), counted)
            pipe.expire(_key(at), KEPT_SECONDS)
            pipe.execute()
    except redis.RedisError:
        return


def write_hours(*, at: datetime, hours: int = 3) -> None:
    """Write the last hours down; an hour that goes on is written again later."""
    this_hour = at.replace(minute=0, second=0, microsecond=0)
    for back in range(hours):
        begin = this_hour - timedelta(hours=back)
        done = Job.objects.filter(
            state=Job.State.DONE, finished_at__gte=begin, finished_at__lt=begin + timedelta(hours=1)
        )
        HourLoad.objects.update_or_create(
            hour_at=begin,
            defaults={
                "requests": _told(begin),
                "jobs": done.count(),
                "mails": done.filter(kind=SEND).count(),
            },
        )


def _told(hour_at: datetime) -> int:
    try:
        return int(_redis.get(_key(hour_at)) or 0)
    except redis.RedisError:
        written = HourLoad.objects.filter(hour_at=hour_at).first()
        return written.requests if written else 0


def _key(at: datetime) -> str:
    return f"public:load:{at:%Y-%m-%dT%H}"
