"""Asking a lab over HTTP: no redirect, no endless answer, no secret of the machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from modules.labs.adapters import asking
from modules.labs.contract import Away


class _Lab(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = {"/large": b"x" * 2000, "/text": b"<html>", "/deep": b"[" * 100_000}.get(
            self.path, b'{"authorization": "%s"}' % self.headers.get("Authorization", "").encode()
        )
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("TraceParent", "00-1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
        """A test's output is its own."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Lab) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _ask(url: str) -> asking.Reply | Away:
    return asking.ask("GET", url, headers={"X-API-Key": "key"})


def test_it_follows_no_redirect(address: str) -> None:
    reply = _ask(f"{address}/moved")
    assert isinstance(reply, asking.Reply)
    assert (reply.status, reply.is_unclear) == (302, True)


def test_it_knows_headers_by_their_name_in_lower_case(address: str) -> None:
    reply = _ask(address)
    assert isinstance(reply, asking.Reply)
    assert reply.headers["traceparent"] == "00-1"


@pytest.mark.parametrize("path", ["/text", "/deep"])
def test_it_takes_an_answer_that_is_no_json_for_none(address: str, path: str) -> None:
    reply = _ask(address + path)
    assert isinstance(reply, asking.Reply)
    assert (reply.body, reply.fields) == (None, {})


def test_it_reads_no_endless_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LONGEST", 1000)
    assert isinstance(_ask(f"{address}/large"), Away)


def test_it_waits_for_no_slow_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WHOLE", -1)
    assert isinstance(_ask(address), Away)


def test_it_is_away_where_nobody_listens() -> None:
    assert isinstance(_ask("http://127.0.0.1:9/"), Away)


def test_it_sends_no_password_of_the_machine(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login root password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setattr(asking, "_LOOPBACK", set())
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    reply = _ask(address)
    assert isinstance(reply, asking.Reply)
    assert reply.fields["authorization"] == ""
