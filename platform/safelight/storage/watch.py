"""The data plane's view of access revisions: a second old at most, and told of changes at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from uuid import UUID

import redis.asyncio
from redis.exceptions import RedisError

from safelight.storage import revisions
from safelight.storage.claims import Scope

BELIEVED = 1.0
"""Seconds for which an answer of Redis, or its silence, is not asked for again."""
_MOST_SCOPES = 20_000
_PAUSE = 1.0
_PATIENCE = 0.2

_log = logging.getLogger(__name__)


async def stop(task: asyncio.Task[None]) -> None:
    """Cancel a task until it is done: a cancellation that meets a time-out in redis is lost."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=_PATIENCE)


class Watch:
    """Answers which revision counts, from Redis and a short memory, for one event loop."""

    def __init__(self, redis_url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis.asyncio.Redis.from_url(
            redis_url,
            socket_timeout=revisions.PATIENCE,
            socket_connect_timeout=revisions.PATIENCE,
            decode_responses=True,
        )
        # Listening waits for hours, so this connection must not run into the short time-out.
        self._ear = redis.asyncio.Redis.from_url(
            redis_url, socket_connect_timeout=revisions.PATIENCE, decode_responses=True
        )
        self._clock = clock
        self._known: dict[str, tuple[float, int | None]] = {}
        self._asking: dict[str, asyncio.Task[int | None]] = {}
        self._dead_until = 0.0
        self._listening: asyncio.Task[None] | None = None

    async def current(self, studio: UUID, scope: Scope) -> int | None:
        """The scope's revision, or ``None`` where nobody said it within the last minute."""
        key = revisions.name(studio, scope)
        until, revision = self._known.get(key, (0.0, None))
        if self._clock() < until:
            return revision
        if self._clock() < self._dead_until:
            return None
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.create_task(self._ask(key))
            asking.add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(asking)

    async def listen(self) -> None:
        """Begin to hear of changes; the memory is right without it, only slower to forget."""
        self._listening = asyncio.create_task(self._hear_for_ever())

    async def close(self) -> None:
        if self._listening is not None:
            await stop(self._listening)
        await self._redis.aclose()
        await self._ear.aclose()

    async def _ask(self, key: str) -> int | None:
        try:
            answer = await self._redis.get(key)
        except (RedisError, OSError, TimeoutError) as error:
            # One silence stands for all scopes, or each image would wait for the time-out.
            self._dead_until = self._clock() + BELIEVED
            _log.warning("Redis does not say which links are good: %s", error)
            return None
        revision = int(answer) if isinstance(answer, str) and answer.isdecimal() else None
        self._remember(key, revision)
        return revision

    def _remember(self, key: str, revision: int | None) -> None:
        if len(self._known) >= _MOST_SCOPES:
            self._known.clear()
        self._known[key] = (self._clock() + BELIEVED, revision)

    async def _hear_for_ever(self) -> None:
        while True:
            try:
                await self._hear()
            except (RedisError, OSError, TimeoutError):
                await asyncio.sleep(_PAUSE)

    async def _hear(self) -> None:
        async with self._ear.pubsub() as channel:
            await channel.subscribe(revisions.CHANNEL)
            async for message in channel.listen():
                if message["type"] == "message":
                    key, _, revision = str(message["data"]).rpartition(" ")
                    if key in self._known and revision.isdecimal():
                        self._remember(key, int(revision))
