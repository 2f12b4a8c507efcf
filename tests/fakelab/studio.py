"""A studio as labs see it: it serves files and hears news."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FILE = b"\xff\xd8 as good as a picture \xff\xd9" * 40
MD5 = hashlib.md5(FILE, usedforsecurity=False).hexdigest()
_PATIENCE = 10.0


class Studio(ThreadingHTTPServer):
    """``/file.jpg`` is a picture, ``/page.html`` none; ``heard``: (headers, body) of all POSTs."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[dict[str, str], bytes]] = []

    @property
    def address(self) -> str:
        # A name that only programs for browsers take for this machine without asking.
        return f"http://acme.localhost:{self.server_port}"

    @property
    def events(self) -> list[Any]:
        return [json.loads(body) for _headers, body in self.heard if body.startswith(b"{")]


@contextmanager
def running() -> Iterator[Studio]:
    with Studio() as studio:
        serve = {"poll_interval": 0.02}
        threading.Thread(target=studio.serve_forever, kwargs=serve, daemon=True).start()
        yield studio
        studio.shutdown()


def until(is_so: Callable[[], object]) -> None:
    """Wait for what another thread does."""
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


class _Handler(BaseHTTPRequestHandler):
    server: Studio

    def do_GET(self) -> None:
        kinds = {"/file.jpg": "image/jpeg", "/page.html": "text/html"}
        if self.path == "/moved.jpg":
            self._answer(302, b"", {"Location": "/file.jpg"})
        elif self.path in kinds:
            self._answer(200, FILE, {"Content-Type": kinds[self.path]})
        else:
            self._answer(404, b"", {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append((headers, body))
        self._answer(204, b"", {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
        """A test's output is its own."""

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
