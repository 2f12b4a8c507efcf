"""What every storage promises, asked of each kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safelight.storage import keys, objects, parts, scratch
from tests.storage.helpers import ACME, BOLT, put

LATER = datetime.now(UTC) + timedelta(hours=1)


def test_it_works(any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"bytes of a photo")
    with any_store.open(stored.key) as file:
        assert file.read() == b"bytes of a photo"
    assert any_store.size(stored.key) == 16
    assert any_store.exists(stored.key)


def test_it_replaces_the_same_key_at_once(any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"first")
    with any_store.open(stored.key) as reader:
        any_store.write(stored.key, [b"sec", b"ond"])
        assert reader.read() == b"first"
    with any_store.open(stored.key) as reader:
        assert reader.read() == b"second"


def test_it_deletes_one_object_with_all_its_variants(any_store: objects.ObjectStore) -> None:
    gone, kept = put(any_store, b"gone"), put(any_store, b"kept")
    any_store.write(keys.join(gone.of_object, "400"), [b"small"])
    any_store.delete_object(gone.of_object)
    any_store.delete_object(gone.of_object)
    assert not any_store.exists(keys.join(gone.of_object, "400"))
    assert any_store.exists(kept.key)


def test_it_deletes_a_studio_and_nothing_of_another(any_store: objects.ObjectStore) -> None:
    gone, kept = put(any_store, b"gone"), put(any_store, b"kept", studio=BOLT)
    any_store.delete_studio(ACME)
    assert not any_store.exists(gone.key)
    assert any_store.exists(kept.key)


def test_it_names_every_file_of_a_studio_in_order(any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"sixteen bytes ok")
    any_store.write(keys.join(stored.of_object, "400"), [b"small"])
    put(any_store, b"other", studio=BOLT)
    growing = parts.PartStore(any_store).create(ACME)
    named = list(any_store.files_of(ACME))
    assert named[:2] == [(f"{stored.of_object}/400", 5), (stored.key, 16)]
    assert named[2:] == [(growing, 0)]


def test_it_lists_what_a_sweep_should_ask_about(any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"old")
    put(any_store, b"other", studio=BOLT)
    assert list(any_store.objects_before(ACME, LATER)) == [stored.of_object]
    assert list(any_store.objects_before(ACME, LATER - timedelta(hours=2))) == []


def test_it_leaves_nothing_of_a_write_that_failed(any_store: objects.ObjectStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    key = keys.join(keys.new_object(ACME), "original")
    with pytest.raises(ConnectionError):
        any_store.write(key, broken())
    assert not any_store.exists(key)


def test_it_says_that_there_is_no_such_object(any_store: objects.ObjectStore) -> None:
    key = keys.join(keys.new_object(ACME), "original")
    for ask in (any_store.open, any_store.size, lambda key: any_store.at_hand(key).__enter__()):
        with pytest.raises(objects.NoSuchObject):
            ask(key)
    assert not any_store.exists(key)


def test_it_takes_no_key_that_somebody_typed(any_store: objects.ObjectStore) -> None:
    for key in ("../secret", "", f"{ACME.hex}/uploads/x", f"{keys.new_object(ACME)}/../original"):
        with pytest.raises(keys.BadKey):
            any_store.write(key, [b"x"])
        with pytest.raises(keys.BadKey):
            any_store.open(key)


def test_it_keeps_a_large_object_and_an_empty_one(any_store: objects.ObjectStore) -> None:
    large = os.urandom(17 << 20)
    for content in (large, b""):
        stored = put(any_store, content)
        with any_store.open(stored.key) as file:
            assert file.read() == content
        assert any_store.size(stored.key) == len(content)


def test_it_adopts_a_finished_file(any_store: objects.ObjectStore) -> None:
    key = keys.join(keys.new_object(ACME), "400")
    with scratch.folder(any_store.local, ACME) as folder:
        made = folder / "made"
        made.write_bytes(b"a rendition")
        assert any_store.adopt(key, made) == 11
        assert not made.exists()
    assert any_store.size(key) == 11


def test_it_has_the_bytes_at_hand_while_it_adopts_them(any_store: objects.ObjectStore) -> None:
    key = keys.join(keys.new_object(ACME), "original")
    with scratch.folder(any_store.local, ACME) as folder:
        (folder / "made").write_bytes(b"an original")
        with any_store.adopting(key, folder / "made") as path:
            assert path.read_bytes() == b"an original"
            assert any_store.exists(key)
    with any_store.at_hand(key) as path:
        assert path.read_bytes() == b"an original"
        assert path.stat().st_mode & 0o777 == 0o640


def test_it_leaves_nothing_on_this_machine(any_store: objects.ObjectStore) -> None:
    stored = put(any_store, b"x" * 1000)
    with any_store.at_hand(stored.key), any_store.open(stored.key):
        pass
    work = any_store.local / ACME.hex / "work"
    assert not work.exists() or list(work.iterdir()) == []
