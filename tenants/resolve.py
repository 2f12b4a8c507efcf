"""From a host name to a studio and its modules, without a query when warm.

Each process keeps what it has looked up. One version number in Redis tells all of them when any
studio, domain or module has changed; where Redis does not answer, the database is asked each time.

A version that was asked for counts for ``LEASE_SECONDS``, and whoever changes something waits that
long before it says so. So what was let go is refused by every process of every machine from the
moment on that somebody was told of it, and a busy process hardly ever asks Redis.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from typing import Any

import redis
from django.conf import settings

from safelight.kernel import gate
from tenants.context import public_context
from tenants.models import Domain, Studio

log = logging.getLogger(__name__)

VERSION_KEY = "safelight:studios:version"
# In ``Found.kept``: all rows of the studio's hosts, which are read together with the studio.
DOMAINS = "tenants.domains"
PAUSE_SECONDS = 2.0
#: The same in all processes: readers trust a version for so long, and writers outwait them.
LEASE_SECONDS = 0.05
#: What a writer that was killed before it could tell leaves behind ends after this.
LONGEST_SECONDS = 60.0
_HOST = re.compile(r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")


@dataclass(frozen=True)
class Found:
    """A studio and the names of its enabled modules at one version.

    ``kept`` is for what else a process wants to know of the studio for as long as nothing of it
    changes; whoever changes that calls ``forget_all`` after the commit. ``moved_to`` is the host
    that answers instead, where the studio had this one before.
    """

    studio: Studio
    modules: frozenset[str]
    moved_to: str = ""
    kept: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass
class _Cache:
    """``found`` holds what was looked up since ``began``, while the version was ``version``."""

    version: bytes | None = None
    found: dict[str, Found] = field(default_factory=dict)
    began: float = 0.0
    trusted_until: float = 0.0
    silent_until: float = 0.0


_cache = _Cache()
_redis = redis.Redis.from_url(
    settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2, retry=None
)


def normalise(host: str) -> str | None:
    """Lower case, without port and trailing dot; None where it is no host name."""
    name = host.rsplit(":", 1)[0] if re.search(r":\d+$", host) else host
    name = name.lower().removesuffix(".")
    return name if _HOST.match(name) else None


def studio_at(host: str) -> Found | None:
    """The studio whose domain is ``host`` (normalised), whatever its state, or None."""
    known = _known()
    if known is None:
        return _look_up(host)
    # Held on to: another thread may hear of a newer version before the answer is here.
    found = known.get(host)
    if found is None:
        found = _look_up(host)
        # Hosts that lead nowhere are not kept: anybody can invent a million of them.
        if found is not None:
            known[host] = found
    return found


def forget_all() -> None:
    """Tell every process that a studio, a domain or a module has changed.

    Returns when none of them answers by what was before; call it after the commit.
    """
    _begin_anew()
    try:
        _redis.incr(VERSION_KEY)
    except redis.RedisError:
        log.warning("Redis did not take the new version of the studios")
    time.sleep(LEASE_SECONDS)


def _known() -> dict[str, Found] | None:
    """What may be believed without asking the database; None where Redis is away."""
    # Before Redis is asked: what it answers was true at some moment after this one.
    at = time.monotonic()
    if at >= _cache.trusted_until:
        version = _version(at)
        if version is None:
            return None
        if version != _cache.version or at >= _cache.began + LONGEST_SECONDS:
            _begin_anew()
            _cache.version, _cache.began = version, at
        _cache.trusted_until = at + LEASE_SECONDS
    return _cache.found


def _begin_anew() -> None:
    # A new dictionary: threads that still look something up write into the old one.
    _cache.found, _cache.trusted_until = {}, 0.0


def _version(at: float) -> bytes | None:
    if at < _cache.silent_until:
        return None
    try:
        version = _redis.get(VERSION_KEY)
        if version is None:
            # A flushed Redis must not bring back a number that some process still holds.
            _redis.set(VERSION_KEY, time.time_ns() // 1000, nx=True)
            version = _redis.get(VERSION_KEY)
    except redis.RedisError:
        # Whoever changes something meanwhile cannot tell, and the number will be the same after.
        _begin_anew()
        _cache.silent_until = at + PAUSE_SECONDS
        return None
    return version if isinstance(version, bytes) else None


def _look_up(host: str) -> Found | None:
    with public_context():
        rows = Domain.objects.select_related("tenant").filter(tenant__domains__domain=host)
        hosts = {row.domain: row for row in rows}
        if not hosts:
            return None
        asked, address = hosts[host], Domain.Kind.ADDRESS
        moved_to = next((row.domain for row in hosts.values() if row.kind == address), "")
        return Found(
            studio := asked.tenant,
            gate.enabled_modules(studio),
            moved_to if asked.kind == Domain.Kind.FORMER else "",
            {DOMAINS: tuple(hosts.values())},
        )
