"""Objects as files: what only a folder of this machine promises."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safelight.environment import ConfigurationError
from safelight.storage import keys, objects
from tests.storage.helpers import ACME, put

LATER = datetime.now(UTC) + timedelta(hours=1)


def test_upl_23_it_stores_files_that_nobody_can_run(store: objects.FileStore) -> None:
    before = os.umask(0o777)
    try:
        stored = put(store, b"#!/bin/sh")
    finally:
        os.umask(before)
    path = store.path(stored.key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    while path != store.root:
        path = path.parent
        assert stat.S_IMODE(path.stat().st_mode) == 0o750


def test_it_leaves_nothing_of_a_write_that_failed(store: objects.FileStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    key = keys.join(keys.new_object(ACME), "original")
    with pytest.raises(ConnectionError):
        store.write(key, broken())
    assert not store.exists(key)
    assert list(store.path(key).parent.iterdir()) == []


def test_it_says_that_the_storage_is_full(
    store: objects.FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    key = keys.join(keys.new_object(ACME), "original")
    with pytest.raises(objects.StorageFull):
        store.write(key, [b"x"])
    assert not store.exists(key)


def test_it_follows_no_link(store: objects.FileStore, tmp_path: Path) -> None:
    stored = put(store, b"x")
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    store.path(stored.key).unlink()
    store.path(stored.key).symlink_to(secret)
    with pytest.raises(OSError, match="symbolic links"):
        store.open(stored.key)


def test_it_says_that_there_is_no_such_object(store: objects.FileStore) -> None:
    key = keys.join(keys.new_object(ACME), "original")
    for ask in (store.open, store.size, store.descriptor):
        with pytest.raises(objects.NoSuchObject):
            ask(key)


def test_it_removes_what_a_killed_writer_left(store: objects.FileStore) -> None:
    stored = put(store, b"whole")
    left = store.path(stored.key).with_name(".writing-0123")
    left.write_bytes(b"half")
    assert store.remove_temporaries(ACME, LATER) == 1
    assert not left.exists()
    assert store.exists(stored.key)


@pytest.mark.parametrize(
    "url", ["", "s3://", "file://host/x", "file:relative", "/srv", "http://h/"]
)
def test_it_refuses_a_storage_that_it_cannot_use(url: str) -> None:
    with pytest.raises(ConfigurationError, match="STORAGE_URL"):
        objects.from_url(url)


def test_it_takes_its_folder_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STORAGE_URL", raising=False)
    monkeypatch.setenv("SAFELIGHT_VAR", str(tmp_path))
    assert objects.from_environment().local == tmp_path / "storage"
    monkeypatch.setenv("STORAGE_URL", "file:///srv/of%20photos")
    assert objects.from_environment().local == Path("/srv/of photos")
