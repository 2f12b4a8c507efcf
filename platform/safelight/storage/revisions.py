"""The mirror of access revisions in Redis: what spares the data plane a query per image.

The truth is the scope's ``access_revision`` column. The control plane publishes it after the commit
of any change and again whenever it signs, each time for at most a minute: what is not confirmed is
soon unknown, and unknown means *ask again*, never *allowed*.
"""

from __future__ import annotations

import logging
import time
from uuid import UUID

import redis

from safelight.storage import config
from safelight.storage.claims import Scope

LIFE = 60
"""Seconds for which a published revision is believed, at most."""
CONFIRMED = 20
"""Seconds for which a process that has published a revision need not say it again."""
MOST_CONFIRMED = 10_000
PATIENCE = 0.25
"""Seconds that a page waits for Redis before it goes on without."""
CHANNEL = "safelight:revisions"

_log = logging.getLogger(__name__)

# Two publishers may overtake each other between commit and here, so the higher revision wins: a
# page rendered before a revocation must not undo it. Listeners hear only of changes.
_RAISE = """
local known = tonumber(redis.call('get', KEYS[1]) or '-1')
local wanted = tonumber(ARGV[1])
if known > wanted then return known end
redis.call('set', KEYS[1], ARGV[1], 'ex', ARGV[2])
if known < wanted then redis.call('publish', ARGV[3], KEYS[1] .. ' ' .. ARGV[1]) end
return wanted
"""


def name(studio: UUID, scope: Scope) -> str:
    """The Redis key of a scope's revision."""
    return f"safelight:{studio.hex}:revision:{scope}"


class Publisher:
    """Tells the data plane which revision counts. Safe to share between threads."""

    def __init__(self, redis_url: str) -> None:
        self._redis: redis.Redis = redis.Redis.from_url(
            redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        self._raise = self._redis.register_script(_RAISE)
        self._confirmed: dict[str, tuple[int, float]] = {}

    def confirm(self, studio: UUID, scope: Scope, revision: int) -> bool:
        """``publish`` by a page that signs for it: not more often than the mirror needs.

        What was not confirmed is only asked again, so silence can never let anybody in.
        """
        key, now = name(studio, scope), time.monotonic()
        said, when = self._confirmed.get(key, (0, 0.0))
        if said == revision and now - when < CONFIRMED:
            return True
        published = self.publish(studio, scope, revision)
        if published:
            if len(self._confirmed) >= MOST_CONFIRMED:
                self._confirmed.clear()
            self._confirmed[key] = revision, now
        return published

    def publish(self, studio: UUID, scope: Scope, revision: int) -> bool:
        """Publish the revision for ``LIFE`` seconds; False where Redis could not be told.

        Not being able to is no error of the caller's: what the data plane knows runs out by itself.
        """
        try:
            self._raise(keys=[name(studio, scope)], args=[revision, LIFE, CHANNEL])
        except redis.RedisError as error:
            _log.warning("Revision of %s %s was not published: %s", studio.hex, scope, error)
            return False
        return True


_publishers: dict[str, Publisher] = {}


def publish(studio: UUID, scope: Scope, revision: int) -> bool:
    """``Publisher.publish`` on the Redis of ``REDIS_URL``; call it after the commit."""
    return _publisher().publish(studio, scope, revision)


def confirm(studio: UUID, scope: Scope, revision: int) -> bool:
    """``Publisher.confirm`` on the Redis of ``REDIS_URL``."""
    return _publisher().confirm(studio, scope, revision)


def _publisher() -> Publisher:
    url = config.redis_url()
    publisher = _publishers.get(url)
    if publisher is None:
        publisher = _publishers[url] = Publisher(url)
    return publisher
