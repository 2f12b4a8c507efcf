"""Objects in a bucket: what is different from files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safelight.storage import bucketreads, buckets, keys, links, revisions
from tests.storage.asgi_client import Client
from tests.storage.helpers import ACME, GALLERY, NOW, OwnRedis, link_to, put


def test_it_lists_nothing_of_a_write_that_failed(bucket_store: buckets.BucketStore) -> None:
    def broken() -> Iterator[bytes]:
        yield os.urandom(buckets.PART + 1)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        bucket_store.write(keys.join(keys.new_object(ACME), "original"), broken())
    later = datetime.now(UTC) + timedelta(hours=1)
    assert list(bucket_store.objects_before(ACME, later)) == []


def test_it_removes_what_killed_runs_left_here(bucket_store: buckets.BucketStore) -> None:
    left = bucket_store.local / ACME.hex / "work" / "of-a-killed-run"
    left.mkdir(parents=True)
    now = datetime.now(UTC)
    assert bucket_store.remove_temporaries(ACME, now - timedelta(hours=1)) == 0
    assert bucket_store.remove_temporaries(ACME, now + timedelta(hours=1)) == 1
    assert not left.exists()


def test_it_refuses_a_process_that_was_forked_from_one_that_used_it(
    bucket_store: buckets.BucketStore,
) -> None:
    put(bucket_store, b"x")
    child = os.fork()
    if child == 0:
        try:
            bucket_store.exists(keys.join(keys.new_object(ACME), "original"))
        except buckets.UsedBeforeFork:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


@pytest.fixture
def client(bucket_store: buckets.BucketStore, own_redis: OwnRedis) -> Client:
    revisions.publish(ACME, GALLERY, 1)
    return Client(bucket_store, lambda: NOW)


def test_it_gives_an_image_by_one_request(
    client: Client,
    bucket_store: buckets.BucketStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    get = bucketreads.BucketReader.get

    async def counted(self: bucketreads.BucketReader, key: str, options: object) -> object:
        asked.append(options)
        return await get(self, key, options)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(bucketreads.BucketReader, "get", counted)
    stored = put(bucket_store, os.urandom(200_000))
    got = client.get(links.sign(link_to(stored.of_object), at=NOW))
    assert got.body == stored.content
    assert len(asked) == 1


def test_it_gives_a_fast_client_all_of_a_large_file(
    client: Client, bucket_store: buckets.BucketStore
) -> None:
    stored = put(bucket_store, os.urandom(16 << 20))
    got = client.get(links.sign(link_to(stored.of_object), at=NOW))
    assert (got.status, got.finished) == (200, True)
    assert got.body == stored.content


@pytest.mark.parametrize("start", [0, 1, 262_143, 262_144, 5_000_000])
def test_it_gives_any_part_of_a_large_file(
    client: Client, bucket_store: buckets.BucketStore, start: int
) -> None:
    stored = put(bucket_store, os.urandom(6_000_000))
    path = links.sign(link_to(stored.of_object), at=NOW)
    got = client.get(path, range=f"bytes={start}-")
    assert (got.status, got.finished) == (206, True)
    assert got.body == stored.content[start:]


def test_it_cuts_a_download_whose_file_is_replaced_meanwhile(
    client: Client,
    bucket_store: buckets.BucketStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = put(bucket_store, os.urandom(6_000_000))
    window = bucketreads.OpenObject._window

    async def late(self: bucketreads.OpenObject, *where: object) -> bytes:
        data = await window(self, *where)  # type: ignore[arg-type]  # passed on
        bucket_store.write(stored.key, [os.urandom(6_000_000)])
        return data

    monkeypatch.setattr(bucketreads.OpenObject, "_window", late)
    got = client.get(links.sign(link_to(stored.of_object), at=NOW))
    assert (got.status, got.finished) == (200, False)
    assert stored.content.startswith(got.body)
