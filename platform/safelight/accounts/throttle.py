"""Slowing down whoever guesses: tries are counted per account and per network address.

Counted in Redis with the schema in the key; in the database when Redis does not answer, and guesses
at secrets in both, so that a Redis that begins anew forgives nobody. A try is counted before it is
judged, so that many at once cannot slip through together. A window ends when it was to end,
whatever is tried in it: nobody is locked out for ever.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safelight.accounts.models.tries import TryCounting

log = logging.getLogger(__name__)

_redis = redis.Redis.from_url(
    settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2, retry=None
)

_COUNT = """
INSERT INTO {table} AS counted (key, tries, until) VALUES (%(key)s, 1, %(end)s)
ON CONFLICT (key) DO UPDATE SET
    tries = CASE WHEN counted.until <= %(at)s THEN 1 ELSE counted.tries + 1 END,
    until = CASE WHEN counted.until <= %(at)s THEN %(end)s ELSE counted.until END
RETURNING tries, until
"""


class TooManyTries(Exception):
    """``retry_after`` says after how many seconds the next try is looked at."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Try again in {retry_after} seconds.")
        self.retry_after = max(1, retry_after)


@dataclass(frozen=True)
class Limit:
    """At most ``tries`` of one subject in a window of this length."""

    name: str
    tries: int
    window: timedelta


@dataclass(frozen=True)
class Counter:
    """One subject (an account, an address) under one limit, in the schema of the connection."""

    limit: Limit
    subject: str
    table: type[TryCounting]

    def count(self, *, at: datetime, lasts: bool = False) -> None:
        """Count one try; raises ``TooManyTries`` where there were enough already.

        ``lasts``: also where Redis loses what it holds. It costs a write to the database.
        """
        counted = [self._count_in_table(at)] if lasts else []
        try:
            counted.append(self._count_in_redis())
        except redis.RedisError:
            log.warning("Redis does not count tries; the database does")
            counted = counted or [self._count_in_table(at)]
        tries, left = max(counted)
        if tries > self.limit.tries:
            raise TooManyTries(left)

    def take_back(self) -> None:
        """The last counted try was no guess."""
        self._change(lambda: _redis.decr(self._key()), F("tries") - 1)

    def forget(self) -> None:
        """Start anew, after a right answer."""
        self._change(lambda: _redis.delete(self._key()), 0)

    def _count_in_redis(self) -> tuple[int, int]:
        key, seconds = self._key(), int(self.limit.window.total_seconds())
        with _redis.pipeline() as pipe:
            pipe.set(key, 0, ex=seconds, nx=True)
            pipe.incr(key)
            pipe.ttl(key)
            _, tries, left = pipe.execute()
        return int(tries), int(left)

    def _count_in_table(self, at: datetime) -> tuple[int, int]:
        end = at + self.limit.window
        # One statement, so that processes that count at once wait for each other.
        with connection.cursor() as cursor:
            cursor.execute(
                _COUNT.format(table=self.table._meta.db_table),
                {"key": self._digest(), "at": at, "end": end},
            )
            tries, until = cursor.fetchone()
        return int(tries), int((until - at).total_seconds())

    def _change(self, in_redis: object, tries: object) -> None:
        self.table._default_manager.filter(key=self._digest(), tries__gt=0).update(tries=tries)
        try:
            in_redis()  # type: ignore[operator]
        except redis.RedisError:
            return

    def _key(self) -> str:
        # One studio's guesses must not close another's door.
        schema: str = connection.schema_name  # type: ignore[attr-defined]
        return f"{schema}:tries:{self._digest()}"

    def _digest(self) -> str:
        return hashlib.sha256(f"{self.limit.name}:{self.subject}".encode()).hexdigest()


@dataclass(frozen=True)
class Guess:
    """One try at a password: counted for the account and for the address it comes from."""

    account: Counter
    address: Counter

    def count(self, *, at: datetime) -> None:
        """Before anything is checked. Raises ``TooManyTries``."""
        self.address.count(at=at, lasts=True)
        self.account.count(at=at, lasts=True)

    def was_right(self) -> None:
        self.account.forget()
        self.address.take_back()


def network_address(request: HttpRequest) -> str:
    """Where the request comes from, for counting; an IPv6 customer is their /64."""
    address = remote_address(request)
    if address is None or ":" not in address:
        return address or ""
    return str(ipaddress.ip_network((address, 64), strict=False))


def remote_address(request: HttpRequest) -> str | None:
    """The IP address that the request comes from, or None where none is known.

    ``X-Forwarded-For`` counts only where a proxy in front is configured, and then its last entry:
    that one the proxy wrote itself.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) and forwarded:
        address = forwarded.rsplit(",", 1)[-1].strip()
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return None


def too_many(request: HttpRequest, refusal: TooManyTries) -> HttpResponse:
    """The page for somebody who has to wait."""
    response = render(request, "429.html", {"retry_after": refusal.retry_after}, status=429)
    response["Retry-After"] = str(refusal.retry_after)
    response["Cache-Control"] = "no-store"
    return response
