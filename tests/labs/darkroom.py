"""Darkroom's server, as small as it can be: the lab of the package in ``tests/labs/package``."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "darkroom-token"


class Darkroom(ThreadingHTTPServer):
    """``orders`` by key. While ``is_deaf`` it does what it is asked and answers nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.orders: dict[str, dict[str, Any]] = {}
        self.is_deaf = self.is_down = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @contextmanager
    def down(self) -> Iterator[None]:
        self.is_down = True
        yield
        self.is_down = False

    @contextmanager
    def deaf(self) -> Iterator[None]:
        self.is_deaf = True
        yield
        self.is_deaf = False


@contextmanager
def running() -> Iterator[Darkroom]:
    with Darkroom() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(10)


class _Desk(BaseHTTPRequestHandler):
    server: Darkroom

    def do_GET(self) -> None:
        if self.path == "/studio":
            self._say(200, {"name": "Acme"})
        else:
            self._tell(self.path.rpartition("/")[2])

    def do_PUT(self) -> None:
        key = self.path.rpartition("/")[2]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        had = key in self.server.orders
        order = self.server.orders.setdefault(
            key, {"id": key, "state": "new", "parcels": [], "asked": body}
        )
        self._say(200, order | {"repeated": had})

    def do_DELETE(self) -> None:
        key = self.path.rpartition("/")[2]
        order = self.server.orders.get(key)
        if order and order["state"] != "new":
            self._say(409, {"code": "printing", "sentence": "It is being printed."})
            return
        if order:
            order["state"] = "cancelled"
        self._tell(key)

    def _tell(self, key: str) -> None:
        if key in self.server.orders:
            self._say(200, self.server.orders[key])
        else:
            self._say(404, {"code": "no_such_order", "sentence": "There is no such order."})

    def _say(self, status: int, told: dict[str, Any]) -> None:
        if self.server.is_deaf:
            self.close_connection = True
            return
        if self.server.is_down:
            status, told = 503, {}
        elif self.headers["Authorization"] != f"Bearer {TOKEN}":
            status, told = 401, {"code": "token", "sentence": "This token is not known."}
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests say enough."""
