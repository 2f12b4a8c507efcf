"""Whether this process could serve a page now: whatever it needs is asked, without patience."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import redis
from django.conf import settings
from django.db import connection

from safelight.storage import keys, objects
from tenants.context import public_context
from tenants.models import SchemaTemplate
from tenants.versions import code_version

log = logging.getLogger(__name__)

# Whoever asks all day long asks one answer.
KEPT_SECONDS = 2.0
NOBODY = UUID(int=0)
OK = "ok"
_redis = redis.Redis.from_url(
    settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=None
)


@dataclass(frozen=True)
class Readiness:
    """``parts`` maps each part to ``ok``, or to what is wrong with it."""

    parts: dict[str, str]
    at: float

    @property
    def is_ready(self) -> bool:
        """Redis may be away: pages and orders go on without it."""
        return all(said == OK for part, said in self.parts.items() if part != "redis")


_kept: Readiness | None = None


def now() -> Readiness:
    """The state of at most two seconds ago."""
    global _kept
    if _kept is None or time.monotonic() - _kept.at > KEPT_SECONDS:
        _kept = Readiness({name: _tried(ask) for name, ask in CHECKS.items()}, time.monotonic())
    return _kept


def forget() -> None:
    global _kept
    _kept = None


def _tried(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except Exception as problem:  # noqa: BLE001 - whatever it is, the part does not answer
        log.warning("Not ready: %s", problem)
        return type(problem).__name__


def _database() -> str:
    with public_context(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    with public_context():
        rendered = SchemaTemplate.objects.filter(schema_version=code_version()).exists()
    return OK if rendered else "migrate_studios has not run for this version"


def _broker() -> str:
    _redis.ping()
    return OK


def _storage() -> str:
    # Whether it is there is not the question, only whether somebody answers.
    objects.from_environment().exists(keys.join(keys.new_object(NOBODY), "original"))
    return OK


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _broker,
    "storage": _storage,
}
