"""What nginx passes on as it comes: archives to whoever reads them, uploads to the platform."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.infra import nginx
from tests.infra.visiting import tls

MEGABYTE = 1 << 20
WHOLE = 200 * MEGABYTE
FIRST = b"the first bytes"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: %d\r\n\r\n" % WHOLE
SECONDS = 20.0


@dataclass
class Place:
    """nginx, and a socket on which whoever nginx asks can be played."""

    front: nginx.Nginx
    behind: socket.socket

    @contextmanager
    def asking(self, request: bytes) -> Iterator[tuple[ssl.SSLSocket, socket.socket]]:
        """The line of somebody who has sent this, and nginx's line to the platform."""
        with (
            socket.create_connection(("127.0.0.1", self.front.https), SECONDS) as plain,
            tls(self.front.certificate).wrap_socket(plain, server_hostname="localhost") as line,
        ):
            line.sendall(request)
            passed, _ = self.behind.accept()
            with passed:
                passed.settimeout(SECONDS)
                yield line, passed


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    nginx.program()
    with socket.create_server(("127.0.0.1", 0)) as behind:
        behind.settimeout(SECONDS)
        port = behind.getsockname()[1]
        with nginx.running(tmp_path / "nginx", web=[port], data=[port], files=tmp_path) as front:
            yield Place(front, behind)


def until(line: socket.socket, end: bytes) -> bytes:
    got = b""
    while end not in got:
        more = line.recv(1 << 16)
        assert more, got
        got += more
    return got


def test_it_gives_the_first_bytes_of_an_archive_before_there_are_others(place: Place) -> None:
    with place.asking(b"GET /data/f/x HTTP/1.1\r\nHost: acme.localhost\r\n\r\n") as (line, passed):
        until(passed, b"\r\n\r\n")
        passed.sendall(HEAD + FIRST)
        assert until(line, FIRST).startswith(b"HTTP/1.1 200")


def test_it_holds_no_more_of_an_archive_than_a_slow_reader_takes(place: Place) -> None:
    sent = 0
    with place.asking(b"GET /data/f/x HTTP/1.1\r\nHost: acme.localhost\r\n\r\n") as (line, passed):
        until(passed, b"\r\n\r\n")
        passed.sendall(HEAD + FIRST)
        until(line, FIRST)
        # From here on nobody reads: what goes in fills the buffers of the sockets, then it stops.
        passed.settimeout(1.0)
        with pytest.raises(TimeoutError):
            while sent < WHOLE:
                sent += passed.send(b"x" * MEGABYTE)
    assert sent < WHOLE / 4


def test_it_passes_on_an_upload_while_it_is_sent(place: Place) -> None:
    head = (
        b"PATCH /api/v1/uploads/x/ HTTP/1.1\r\nHost: acme.localhost\r\n"
        b"Content-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n" % WHOLE
    )
    with place.asking(head + FIRST) as (line, passed):
        # The rest never comes; what came is with the platform all the same.
        assert until(passed, FIRST).startswith(b"PATCH /api/v1/uploads/x/ HTTP/1.1\r\n")


def test_it_takes_a_form_whole_before_a_process_has_to_wait_for_it(place: Place) -> None:
    head = b"POST /sign-in/ HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: 30\r\n\r\n"
    place.behind.settimeout(0.5)
    with pytest.raises(TimeoutError), place.asking(head + FIRST):
        pass
