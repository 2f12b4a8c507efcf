"""The fake lab's HTTP: both languages, the page, and being slow, deaf or away."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from safelight.fakelab import control, page, prodigi, whcc
from safelight.fakelab.darkroom import Darkroom
from safelight.fakelab.desk import PACE, Asked, Desk, now

LONGEST = 2 << 20
_HTML, _JSON = "text/html; charset=utf-8", "application/json"
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Thing = dict[str, Any]


class FakeLab:
    """``with FakeLab() as lab``: it answers at ``lab.address``; what it knows is ``lab.desk``.

    ``pace``: seconds of one step, four of which take an order to its end.
    """

    def __init__(self, port: int = 0, *, pace: float = PACE) -> None:
        self.desk = Desk(pace)
        self.ends = threading.Event()
        lab = self

        class Handler(_Handler):
            fakelab = lab

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._darkroom = Darkroom(self.desk)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeLab:
        self.desk.courier.start()
        self._darkroom.start()
        serve = {"poll_interval": 0.05}
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ends.set()
        self._server.shutdown()
        self._server.server_close()
        self._darkroom.stop()
        self.desk.courier.stop()


class _Handler(BaseHTTPRequestHandler):
    fakelab: FakeLab
    protocol_version = "HTTP/1.1"
    server_version = "fakelab"
    # One answer is one packet: with two of them the second waits for the first's receipt.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._do("GET")

    def do_POST(self) -> None:
        self._do("POST")

    def do_PUT(self) -> None:
        self._do("PUT")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
        """Requests are listed on the page; the output is for faults."""

    def _do(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LONGEST or not self._is_asked_by_name():
            self.close_connection = True
            self._say(400, {"error": "Too long, or asked by another name than its own."})
            return
        body = self.rfile.read(length)
        url = urlsplit(self.path)
        if url.path.lower().startswith(prodigi.BASE):
            self._api(prodigi, method, url.path, url.query, body)
        elif url.path.lower().startswith("/api/"):
            self._api(whcc, method, url.path, url.query, body)
        elif method == "GET":
            self._look(url.path, dict(parse_qsl(url.query)))
        else:
            self._act(url.path, body)

    def _is_asked_by_name(self) -> bool:
        # Pages of strangers that a browser shows reach this machine too, by names of their own.
        host = self.headers.get("Host", "").rpartition(":")[0]
        origin = urlsplit(self.headers.get("Origin", "")).hostname or host
        return {host, origin} <= {"127.0.0.1", "localhost"}

    def _api(self, house: Any, method: str, path: str, query: str, body: bytes) -> None:
        desk, switches = self.fakelab.desk, self.fakelab.desk.switches
        if switches.down:
            desk.note(Asked(now(), method, path, 0))
            self.close_connection = True
            return
        told, is_readable = _read(body, self.headers.get("Content-Type", ""))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = house.Request(method, path, headers, dict(parse_qsl(query)), told, is_readable)
        problems = house.problems(request)
        status, answer = house.answer(desk, request, problems)
        if switches.lost_answers and method == "POST" and status == 200:
            status, answer = 500, {"outcome": "InternalServerError", "Message": "Oops."}
        desk.note(Asked(now(), method, path, status, tuple(problems), request.key))
        if switches.slow:
            self.fakelab.ends.wait(switches.slow_seconds)
        self._say(status, answer)

    def _look(self, path: str, query: Thing) -> None:
        desk = self.fakelab.desk
        if path == "/control":
            self._say(200, control.seen(desk))
        elif path == "/":
            self._send(200, page.whole(desk, self.fakelab.address), _HTML)
        elif path == "/part":
            self._send(200, page.moving(desk), _HTML)
        else:
            self._say(404, {"error": "There is nothing here."})

    def _act(self, path: str, body: bytes) -> None:
        is_form = "form" in self.headers.get("Content-Type", "")
        told, _is_readable = _read(body, self.headers.get("Content-Type", ""))
        status, answer = control.act(self.fakelab.desk, path, told if told else {})
        if not is_form or status != 200:
            self._say(status, answer)
            return
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: int, answer: Thing) -> None:
        self._send(status, json.dumps(answer), _JSON)

    def _send(self, status: int, text: str, media_type: str) -> None:
        payload = text.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(payload)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Security-Policy", _POLICY)
            self.end_headers()
            self.wfile.write(payload)
        except (BrokenPipeError, ConnectionResetError):
            # Whoever asked has waited long enough.
            self.close_connection = True


def _read(body: bytes, media_type: str) -> tuple[Any, bool]:
    """The body and whether it could be read; nothing where there is none."""
    try:
        if "form-urlencoded" in media_type:
            return dict(parse_qsl(body.decode(), keep_blank_values=True)), True
        return (json.loads(body) if body else None), True
    except (ValueError, RecursionError):
        return None, False
