from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from safelight.storage import links, revisions
from safelight.storage.watch import Watch
from tests.storage.helpers import ACME, BOLT, GALLERY, OwnRedis

ORDER = links.Scope("order", GALLERY.public_id)


def watching(url: str, body: Callable[[Watch], Awaitable[None]]) -> None:
    async def run() -> None:
        watch = Watch(url)
        await watch.listen()
        try:
            await body(watch)
        finally:
            await watch.close()

    asyncio.run(run())


async def until(watch: Watch, revision: int | None, *, within: float = 2.0) -> float:
    """Seconds until the watch says this revision."""
    began = time.monotonic()
    while await watch.current(ACME, GALLERY) != revision:
        assert time.monotonic() < began + within
        await asyncio.sleep(0.005)
    return time.monotonic() - began


def test_it_works(own_redis: OwnRedis) -> None:
    assert revisions.publish(ACME, GALLERY, 3)

    async def body(watch: Watch) -> None:
        assert await watch.current(ACME, GALLERY) == 3
        assert await watch.current(BOLT, GALLERY) is None
        assert await watch.current(ACME, ORDER) is None

    watching(own_redis.url, body)


def test_gal_05_it_hears_of_a_change_at_once(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 3)

    async def body(watch: Watch) -> None:
        await until(watch, 3)
        await asyncio.sleep(0.1)
        await asyncio.to_thread(revisions.publish, ACME, GALLERY, 4)
        assert await until(watch, 4) < 0.5

    watching(own_redis.url, body)


def test_it_forgets_within_a_second_where_it_hears_nothing(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 3)

    async def body(watch: Watch) -> None:
        await until(watch, 3)
        own_redis.client.set(revisions.name(ACME, GALLERY), 4)
        assert await until(watch, 4) <= 1.2

    watching(own_redis.url, body)


def test_it_asks_redis_once_for_a_page_of_images(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 3)
    before = own_redis.client.info("commandstats").get("cmdstat_get", {"calls": 0})["calls"]

    async def body(watch: Watch) -> None:
        answers = await asyncio.gather(*(watch.current(ACME, GALLERY) for _ in range(500)))
        assert answers == [3] * 500

    watching(own_redis.url, body)
    after = own_redis.client.info("commandstats")["cmdstat_get"]["calls"]
    assert after - before <= 2


def test_a_late_page_does_not_undo_a_revocation(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 8)
    assert revisions.publish(ACME, GALLERY, 7)
    assert own_redis.client.get(revisions.name(ACME, GALLERY)) == b"8"


def test_it_believes_no_revision_for_longer_than_a_minute(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 8)
    assert 0 < own_redis.client.ttl(revisions.name(ACME, GALLERY)) <= 60


def test_it_knows_nothing_after_flushall_until_somebody_says_it(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 8)

    async def body(watch: Watch) -> None:
        await until(watch, 8)
        own_redis.client.flushall()
        await until(watch, None)
        await asyncio.to_thread(revisions.publish, ACME, GALLERY, 8)
        await until(watch, 8)

    watching(own_redis.url, body)


@pytest.mark.fault
def test_it_does_not_stall_without_redis_and_comes_back_with_it(own_redis: OwnRedis) -> None:
    revisions.publish(ACME, GALLERY, 8)

    async def body(watch: Watch) -> None:
        await until(watch, 8)
        own_redis.stop()
        assert not await asyncio.to_thread(revisions.publish, ACME, GALLERY, 9)
        await until(watch, None)
        began = time.monotonic()
        for _ in range(1_000):
            assert await watch.current(ACME, GALLERY) is None
        assert time.monotonic() - began < 0.5
        await asyncio.to_thread(own_redis.start)
        assert await asyncio.to_thread(revisions.publish, ACME, GALLERY, 9)
        await until(watch, 9, within=3)

    watching(own_redis.url, body)


def test_it_says_the_same_again_only_after_a_while(
    own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[int] = []
    publisher = revisions.Publisher(own_redis.url)

    def publish(studio: UUID, scope: links.Scope, revision: int) -> bool:
        said.append(revision)
        return True

    monkeypatch.setattr(publisher, "publish", publish)
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    for revision, later in ((3, 0), (3, 1), (4, 0), (4, revisions.CONFIRMED)):
        now += later
        publisher.confirm(ACME, GALLERY, revision)
    assert said == [3, 4, 4]


def test_it_says_again_what_could_not_be_said(own_redis: OwnRedis) -> None:
    publisher = revisions.Publisher("redis://127.0.0.1:9")
    assert not publisher.confirm(ACME, GALLERY, 3)
    publisher = revisions.Publisher(own_redis.url)
    assert publisher.confirm(ACME, GALLERY, 3)
    assert publisher.confirm(ACME, GALLERY, 3)
