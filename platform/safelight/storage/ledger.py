"""What was really sent, for the studio's list of downloads.

The control plane writes down who was given a link. How many bytes of it left is known here alone:
each download adds an entry to a bounded Redis stream, which a job of the control plane drains. A
lost entry loses a number, never a right, so nothing waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis
import redis.asyncio
from redis.exceptions import RedisError

from safelight.storage import revisions
from safelight.storage.claims import Link, Scope
from safelight.storage.watch import stop

STREAM = "safelight:downloads"
TOTALS = "safelight:sent"
MOST = 100_000
"""Entries that are kept for a control plane that does not drain."""
_MOST_WAITING = 2_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """One answered request: ``sent`` bytes from ``start`` of ``length``; ``at`` in seconds."""

    at: int
    studio: UUID
    scope: Scope
    reference: str
    key: str
    start: int
    sent: int
    length: int
    complete: bool

    @classmethod
    def of(cls, link: Link, *, at: int, part: range, sent: int, length: int) -> Sent:
        complete = sent == len(part)
        whom = (link.studio, link.scope, link.reference, link.key)
        return cls(at, *whom, part.start, sent, length, complete)


class Ledger:
    """Writes entries behind the answers of one event loop."""

    def __init__(self, redis_url: str) -> None:
        self._redis = redis.asyncio.Redis.from_url(
            redis_url,
            socket_timeout=revisions.PATIENCE,
            socket_connect_timeout=revisions.PATIENCE,
        )
        self._waiting: asyncio.Queue[tuple[str, Sent]] = asyncio.Queue(_MOST_WAITING)
        self._writing: asyncio.Task[None] | None = None

    def add(self, sent: Sent, *, kind: str) -> None:
        """``kind`` is the link's, for the platform's own figures."""
        try:
            self._waiting.put_nowait((kind, sent))
        except asyncio.QueueFull:
            _log.warning("Download not recorded: %s", sent)

    async def start(self) -> None:
        self._writing = asyncio.create_task(self._write_for_ever())

    async def close(self) -> None:
        """Write what waits, for a second at most, and stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._waiting.join(), 1)
        if self._writing is not None:
            await stop(self._writing)
        await self._redis.aclose()

    async def _write_for_ever(self) -> None:
        while True:
            kind, sent = await self._waiting.get()
            try:
                async with self._redis.pipeline(transaction=False) as both:
                    both.xadd(STREAM, _fields(sent), maxlen=MOST, approximate=True)
                    both.hincrby(TOTALS, kind, sent.sent)
                    await both.execute()
            except (RedisError, OSError, TimeoutError) as error:
                _log.warning("Download not recorded (%s): %s", error, sent)
            finally:
                self._waiting.task_done()


def totals(client: redis.Redis) -> dict[str, int]:
    """Bytes that ever left, by the kind of link; of no studio in particular."""
    found: Any = client.hgetall(TOTALS)
    return {_text(kind): int(number) for kind, number in found.items()}


def drain(client: redis.Redis, *, most: int = 1_000) -> list[tuple[str, Sent]]:
    """The oldest entries with their ids; ``forget`` them once they are stored."""
    rows: Any = client.xrange(STREAM, count=most)
    return [(_text(identity), _sent(fields)) for identity, fields in rows]


def forget(client: redis.Redis, ids: Sequence[str]) -> None:
    if ids:
        client.xdel(STREAM, *ids)


def _fields(sent: Sent) -> dict[Any, Any]:
    return {
        "at": sent.at,
        "studio": sent.studio.hex,
        "scope": str(sent.scope),
        "reference": sent.reference,
        "key": sent.key,
        "start": sent.start,
        "sent": sent.sent,
        "length": sent.length,
        "complete": int(sent.complete),
    }


def _sent(fields: dict[bytes | str, bytes | str]) -> Sent:
    row = {_text(name): _text(value) for name, value in fields.items()}
    kind, _, public_id = row["scope"].partition(":")
    return Sent(
        at=int(row["at"]),
        studio=UUID(hex=row["studio"]),
        scope=Scope(kind, public_id),  # type: ignore[arg-type]  # Scope checks it
        reference=row["reference"],
        key=row["key"],
        start=int(row["start"]),
        sent=int(row["sent"]),
        length=int(row["length"]),
        complete=row["complete"] == "1",
    )


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
