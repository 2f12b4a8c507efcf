"""What a server's failures do: nothing is lost, and nobody waits long."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safelight import bucket
from safelight.storage import bucketreads, buckets, keys, links, objects, parts, revisions
from tests.storage.asgi_client import Client
from tests.storage.helpers import ACME, GALLERY, NOW, OwnRedis, free_port, link_to, put
from tests.support.bucket_server import KEYS

SOON = buckets.Patience(connect=0.2, silence=0.2, tries=0.1)


@pytest.fixture
def key_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "UPLOAD_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def away(key_variables: None, tmp_path: Path) -> buckets.BucketStore:
    """A bucket whose server does not listen."""
    return _store(free_port(), tmp_path)


@pytest.fixture
def stalled(key_variables: None, tmp_path: Path) -> Iterator[buckets.BucketStore]:
    """A bucket whose server accepts, and then says nothing."""
    with _listening(lambda _: None) as port:
        yield _store(port, tmp_path)


def _store(port: int, folder: Path) -> buckets.BucketStore:
    found = bucket.from_url(f"s3://photos?endpoint=http://127.0.0.1:{port}")
    return buckets.BucketStore(found, folder / "incoming", patience=SOON)


@contextmanager
def _listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that treats each connection so, and closes all of them in the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return
            answer(taken[-1])

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
        for each in taken:
            each.close()


@pytest.mark.parametrize("kind", ["away", "stalled"])
def test_it_says_so_soon(request: pytest.FixtureRequest, kind: str) -> None:
    store: buckets.BucketStore = request.getfixturevalue(kind)
    key = keys.join(keys.new_object(ACME), "original")
    began = time.monotonic()
    with pytest.raises(objects.StorageAway, match=key):
        store.exists(key)
    assert time.monotonic() - began < 3


def test_it_keeps_an_upload_until_the_object_is_whole(away: buckets.BucketStore) -> None:
    growing = parts.PartStore(away)
    upload = growing.create(ACME)
    growing.append(upload, 0, [b"photo"])
    key = keys.join(keys.new_object(ACME), "original")
    with pytest.raises(objects.StorageAway), growing.finishing(upload, key):
        raise AssertionError("it cannot be stored")
    assert b"".join(growing.read(upload)) == b"photo"


@pytest.mark.parametrize("ask", ["write", "open", "delete", "list"])
def test_it_raises_one_thing(away: buckets.BucketStore, ask: str) -> None:
    of_object = keys.new_object(ACME)
    key = keys.join(of_object, "original")
    asks: dict[str, Callable[[], object]] = {
        "write": lambda: away.write(key, [b"x"]),
        "open": lambda: away.open(key),
        "delete": lambda: away.delete_object(of_object),
        "list": lambda: list(away.objects_before(ACME, datetime.now(UTC))),
    }
    with pytest.raises(objects.StorageAway):
        asks[ask]()


def test_it_takes_a_missing_bucket_for_no_missing_photo(bucket_url: str, tmp_path: Path) -> None:
    url = bucket_url.replace("s3://", "s3://no-such-")
    store = buckets.BucketStore(bucket.from_url(url), tmp_path, patience=SOON)
    with pytest.raises(objects.StorageAway):
        put(store, b"x")


@pytest.mark.parametrize("kind", ["away", "stalled"])
def test_it_answers_503_and_not_that_a_photo_is_gone(
    request: pytest.FixtureRequest,
    kind: str,
    own_redis: OwnRedis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bucketreads, "PATIENCE", SOON)
    revisions.publish(ACME, GALLERY, 1)
    client = Client(request.getfixturevalue(kind), lambda: NOW)
    got = client.get(links.sign(link_to(keys.new_object(ACME)), at=NOW))
    assert (got.status, got.headers["retry-after"]) == (503, "5")
