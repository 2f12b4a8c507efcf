from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safelight.storage import keys, objects, parts
from tests.storage.helpers import ACME


@pytest.fixture
def growing(any_store: objects.ObjectStore) -> parts.PartStore:
    return parts.PartStore(any_store)


def test_it_works(any_store: objects.ObjectStore, growing: parts.PartStore) -> None:
    upload = growing.create(ACME)
    assert growing.append(upload, 0, [b"one ", b"two "]) == 8
    assert growing.append(upload, 8, iter([b"three"])) == 13
    key = keys.join(keys.new_object(ACME), "original")
    with growing.finishing(upload, key) as file:
        assert file.read_bytes() == b"one two three"
    assert any_store.size(key) == 13


def test_it_refuses_another_offset_and_says_which_is_right(growing: parts.PartStore) -> None:
    upload = growing.create(ACME)
    growing.append(upload, 0, [b"four"])
    for offset in (0, 3, 5):
        with pytest.raises(parts.WrongOffset) as refusal:
            growing.append(upload, offset, [b"x"])
        assert refusal.value.expected == 4
    assert growing.size(upload) == 4


def test_it_keeps_what_came_before_the_connection_was_cut(growing: parts.PartStore) -> None:
    def cut() -> Iterator[bytes]:
        yield b"safe"
        raise ConnectionError

    upload = growing.create(ACME)
    with pytest.raises(ConnectionError):
        growing.append(upload, 0, cut())
    assert growing.append(upload, growing.size(upload), [b"ly"]) == 6
    assert b"".join(growing.read(upload, start=2)) == b"fely"


def test_upl_15_it_lets_one_of_two_append(growing: parts.PartStore) -> None:
    upload = growing.create(ACME)

    def meanwhile() -> Iterator[bytes]:
        with pytest.raises(parts.UploadBusy):
            growing.append(upload, 0, [b"second"])
        with pytest.raises(parts.UploadBusy):
            growing.truncate(upload, 0)
        yield b"first"

    assert growing.append(upload, 0, meanwhile()) == 5
    assert growing.append(upload, 5, [b"!"]) == 6


def test_it_forgets_what_a_checksum_did_not_confirm(growing: parts.PartStore) -> None:
    upload = growing.create(ACME)
    growing.append(upload, 0, [b"good", b"bad"])
    growing.truncate(upload, 4)
    assert growing.append(upload, 4, [b"!"]) == 5
    growing.truncate(upload, 99)
    assert growing.size(upload) == 5


def test_it_knows_no_upload_that_is_finished_or_removed(growing: parts.PartStore) -> None:
    finished, removed = growing.create(ACME), growing.create(ACME)
    with growing.finishing(finished, keys.join(keys.new_object(ACME), "original")):
        pass
    growing.delete(removed)
    growing.delete(removed)
    for upload in (finished, removed):
        with pytest.raises(parts.NoSuchUpload):
            growing.append(upload, 0, [b"x"])
        with pytest.raises(parts.NoSuchUpload):
            growing.size(upload)
        with pytest.raises(parts.NoSuchUpload):
            next(growing.read(upload))


def test_it_lists_uploads_that_nobody_adds_to(growing: parts.PartStore) -> None:
    upload = growing.create(ACME)
    now = datetime.now(UTC)
    assert list(growing.uploads_before(ACME, now + timedelta(hours=1))) == [upload]
    assert list(growing.uploads_before(ACME, now - timedelta(hours=1))) == []
