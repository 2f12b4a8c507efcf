"""Connections that break, bodies that lie about their length, and servers that die."""

from __future__ import annotations

import hashlib
import socket
import struct
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from safelight.storage import keys
from safelight.uploads import adopting
from safelight.uploads.models import Upload
from tests.uploads import live
from tests.uploads.conftest import Land

MIB = 1 << 20


def stored(path: str) -> bytes:
    """The bytes that the server holds for the upload at this address."""
    upload = Upload.objects.get(public_id=path.rstrip("/").rpartition("/")[2])
    assert upload.is_received
    with adopting.adopted(adopting.object_of(upload)) as file:
        return file.read_bytes()


def test_upl_10_it_keeps_what_arrived_before_a_cut(committed: Land, tus: live.Tus) -> None:
    dice, data = live.dice(7), live.noise(1, 3 * MIB)
    path = tus.create(len(data), batch=committed.batch).headers["location"]
    reached = 0
    for stop in sorted(dice.randrange(1, len(data)) for _ in range(8)):
        if stop <= reached:
            continue
        with tus.begin_patch(path, reached, len(data) - reached) as line:
            line.sendall(data[reached:stop])
        reached = live.settled(tus, path)
        assert reached == stop
    tus.patch(path, reached, data[reached:])

    assert stored(path) == data


def test_upl_10_it_goes_on_after_a_reset(committed: Land, tus: live.Tus) -> None:
    data = live.noise(2, 2 * MIB)
    path = tus.create(len(data), batch=committed.batch).headers["location"]
    line = tus.begin_patch(path, 0, len(data))
    line.sendall(data[:MIB])
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()
    reached = live.settled(tus, path)
    tus.patch(path, reached, data[reached:])

    assert stored(path) == data


def test_upl_10_it_does_not_take_more_than_was_declared(land: Land, tus: live.Tus) -> None:
    path = tus.create(10, batch=land.batch).headers["location"]
    with tus.begin_patch(path, 0, 4) as line:
        line.sendall(b"abcdefghij")  # what follows the fourth byte is no part of this request
        assert live.status_of(line) == 204

    assert tus.offset(path) == 4


def test_upl_10_it_takes_a_chunked_body_up_to_its_break(land: Land, tus: live.Tus) -> None:
    path = tus.create(10, batch=land.batch).headers["location"]
    with tus.begin_patch(path, 0, None, Transfer_Encoding="chunked") as line:
        line.sendall(b"3\r\nabc\r\n")
        time.sleep(0.2)
        line.sendall(b"zz\r\n")  # no chunk begins so

    assert live.settled(tus, path) in {0, 3}
    assert tus.patch(path, tus.offset(path), iter([b"abc"])).status == 204


def test_upl_10_it_refuses_one_byte_more_than_the_largest_file(land: Land, tus: live.Tus) -> None:
    assert tus.create(1 << 30, batch=land.batch).status == 201
    assert tus.create((1 << 30) + 1, batch=land.batch).status == 413


def test_upl_10_it_reads_no_form(land: Land, tus: live.Tus) -> None:
    fields = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n1\r\n' for n in range(2000)
    )
    form = f"{fields}--x--\r\n".encode()
    answer = tus.ask("POST", live.UPLOADS, form, Content_Type="multipart/form-data; boundary=x")

    assert answer.status == 415


def test_upl_10_it_streams_a_large_body_in_little_memory(land: Land, tus: live.Tus) -> None:
    path = tus.create(300 * MIB, batch=land.batch).headers["location"]
    before = max(_peak_kib(pid) for pid in land.server.workers())
    block = bytes(MIB)
    said = {"Content_Length": str(300 * MIB)}

    assert tus.patch(path, 0, (block for _ in range(300)), **said).status == 204
    assert max(_peak_kib(pid) for pid in land.server.workers()) - before < 32 * 1024


@pytest.mark.fault
def test_upl_16_it_resumes_after_its_worker_was_killed(committed: Land, tus: live.Tus) -> None:
    data = live.noise(3, 48 * MIB)
    path = tus.create(len(data), batch=committed.batch).headers["location"]
    reached, offsets = 0, [0]
    for _ in range(3):
        with tus.begin_patch(path, reached, len(data) - reached) as line:
            line.sendall(data[reached : reached + 8 * MIB])
            committed.server.kill_workers()
        reached = _when_it_is_back(tus, path)
        offsets.append(reached)
    assert tus.patch(path, reached, data[reached:]).status == 204

    assert all(earlier <= later for earlier, later in pairwise(offsets))
    assert offsets[-1] > 0
    assert hashlib.sha256(stored(path)).digest() == hashlib.sha256(data).digest()


def test_upl_08_it_stores_under_a_random_key(committed: Land, tus: live.Tus) -> None:
    path = tus.create(3, batch=committed.batch, name="../../etc/passwd").headers["location"]
    upload = Upload.objects.get(public_id=path.rstrip("/").rpartition("/")[2])

    assert keys.checked_upload(upload.storage_key)
    assert "passwd" not in upload.storage_key


def _when_it_is_back(tus: live.Tus, path: str) -> int:
    for attempt in _attempts():
        try:
            return live.settled(tus, path)
        except (OSError, KeyError, ValueError):
            assert attempt < 99
    raise AssertionError


def _attempts() -> Iterator[int]:
    for attempt in range(100):
        yield attempt
        time.sleep(0.1)


def _peak_kib(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(row.split()[1]) for row in status if row.startswith("VmHWM"))
