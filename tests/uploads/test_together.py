"""Two requests for one upload at the same moment."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

from modules.gallery.models import BatchFile
from safelight.uploads.models import Upload
from tests.uploads import live
from tests.uploads.conftest import Land
from tests.uploads.test_cut import stored


def test_upl_15_it_lets_one_of_two_writers_through(committed: Land, tus: live.Tus) -> None:
    data = live.noise(4, 4 << 20)
    path = tus.create(len(data), batch=committed.batch).headers["location"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: tus.patch(path, 0, data).status, range(2)))

    assert sorted(answers)[0] == 204
    assert sorted(answers)[1] in {409, 410, 423}
    assert stored(path) == data


def test_upl_15_it_answers_locked_while_another_writes(land: Land, tus: live.Tus) -> None:
    path = tus.create(6, batch=land.batch).headers["location"]
    with _writing(tus, path):
        assert tus.patch(path, 0, b"abc").status == 423

    assert live.settled(tus, path) == 3


def test_it_holds_no_transaction_while_bytes_arrive(committed: Land, tus: live.Tus) -> None:
    path = tus.create(6, batch=committed.batch).headers["location"]
    with _writing(tus, path):
        assert _transactions() == 0


def test_upl_15_it_hands_a_whole_upload_over_once(committed: Land, tus: live.Tus) -> None:
    path = tus.create(3, batch=committed.batch).headers["location"]
    tus.patch(path, 0, b"abc")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: tus.ask("HEAD", path), range(8)))
    upload = Upload.objects.get(public_id=path.rstrip("/").rpartition("/")[2])

    assert BatchFile.objects.filter(upload_public_id=upload.public_id).count() == 1


def test_upl_15_it_takes_the_writer_who_vanished_for_gone(land: Land, tus: live.Tus) -> None:
    path = tus.create(6, batch=land.batch).headers["location"]
    line = tus.begin_patch(path, 0, 6)
    line.sendall(b"abc")
    line.close()

    assert live.settled(tus, path) == 3
    assert tus.patch(path, 3, b"def").status == 204


def _transactions() -> int:
    """Sessions that hold one open and do nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND state LIKE 'idle in transaction%'"
        )
        found: int = cursor.fetchone()[0]
    return found


@contextmanager
def _writing(tus: live.Tus, path: str) -> Iterator[None]:
    """Somebody who has sent three of six bytes, holds the upload, and sends no more."""
    for _ in range(20):
        with tus.begin_patch(path, 0, 6) as line:
            line.sendall(b"abc")
            if _has_taken(tus, path, line):
                yield
                return
    raise AssertionError("Nobody writes.")


def _has_taken(tus: live.Tus, path: str, line: socket.socket) -> bool:
    """Ask until the upload is locked. Asking takes the lock for a moment: the writer may be
    the one who is refused, and is then to begin again."""
    for _ in range(300):
        if tus.patch(path, 1, b"").status == 423:
            return True
        if select.select([line], [], [], 0.01)[0]:
            return False
    return False
