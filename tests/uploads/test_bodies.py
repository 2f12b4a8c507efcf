"""Bodies of requests, one socket away."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from django.http import HttpRequest

from safelight.uploads import bodies, limits


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The sender's end and the server's."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def body(server: socket.socket, length: int) -> bodies.Body:
    request = HttpRequest()
    request.META |= {
        "wsgi.input": server.makefile("rb", buffering=0),
        "gunicorn.socket": server,
        "CONTENT_LENGTH": str(length),
    }
    return bodies.Body(request)


def test_it_takes_a_silent_sender_for_gone(
    line: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STALLED", 0.1)
    sender, server = line
    sender.sendall(b"abc")  # and then the laptop is closed
    half = body(server, 6)
    began = time.monotonic()

    assert b"".join(half.chunks()) == b"abc"
    assert half.is_cut
    assert time.monotonic() - began < 5
    assert server.gettimeout() is None


def test_it_ends_where_the_request_does(line: tuple[socket.socket, socket.socket]) -> None:
    sender, server = line
    sender.sendall(b"abcdefGET / HTTP/1.1")
    whole = body(server, 6)

    assert b"".join(whole.chunks()) == b"abcdef"
    assert not whole.is_cut


def test_it_reads_away_what_was_refused(line: tuple[socket.socket, socket.socket]) -> None:
    sender, server = line
    sender.sendall(b"abcdef")
    refused = body(server, 6)
    sender.shutdown(socket.SHUT_WR)
    refused.discard()

    assert server.recv(1) == b""
