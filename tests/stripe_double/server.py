"""The double's HTTP: keys, versions, idempotency, and being away."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.stripe_double import pages
from tests.stripe_double.answers import Answers, Params
from tests.stripe_double.shapes import Thing
from tests.stripe_double.state import Refused, State

if TYPE_CHECKING:
    from tests.stripe_double.courier import Courier

API_KEY = "sk_test_of_the_double"
SECRET = "whsec_of_the_double_0123456789"
VERSION = "2026-10-28.endive"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    account: str
    key: str
    params: Params


class StripeDouble(Answers):
    """``with StripeDouble() as stripe``; ``stripe.address`` is where it answers.

    ``port`` 0 is any. ``courier`` carries its news to a running product, where there is one.

    ``asked`` has every request of the API. ``away`` answers nothing but 503; ``loses_answers``
    does the next so many requests and cuts the connection before the answer; ``page`` is how many
    things a page of a list holds at most.
    """

    def __init__(self, port: int = 0) -> None:
        self.state = State()
        self.courier: Courier | None = None
        self.asked: list[Asked] = []
        self.away = False
        self.loses_answers = 0
        self._known: dict[tuple[str, str], tuple[Params, int, Thing]] = {}
        double = self

        class Handler(_Handler):
            stripe = double

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> StripeDouble:
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def environment(self) -> dict[str, str]:
        """What points a platform at this double."""
        return {
            "STRIPE_API_KEY": API_KEY,
            "STRIPE_WEBHOOK_SECRET": SECRET,
            "STRIPE_ADDRESS": self.address,
        }

    def made(self, path: str) -> list[Asked]:
        """The POST requests of a path, such as ``refunds``."""
        return [each for each in self.asked if each.method == "POST" and each.path == path]

    def serve(self, asked: Asked, headers: Any) -> tuple[int, Thing]:
        """Status and body; the same key is answered by what it was answered before."""
        if headers.get("Authorization") != f"Bearer {API_KEY}":
            return 401, {"error": {"type": "invalid_request_error", "code": "api_key_invalid"}}
        if headers.get("Stripe-Version") != VERSION:
            return 400, {"error": {"type": "invalid_request_error", "code": "version"}}
        with self.state.lock:
            self.asked.append(asked)
            if self.away:
                return 503, {"error": {"type": "api_error", "message": "away"}}
            known = self._known.get((asked.account, asked.key)) if asked.key else None
            if known is not None:
                if known[0] != asked.params:
                    refused = Refused(400, "idempotency_key_in_use", "Other parameters.")
                    return refused.status, refused.body
                return known[1], known[2]
            status, body = self._answered(asked)
            if asked.key and status < 500:
                self._known[asked.account, asked.key] = (asked.params, status, body)
            return status, body

    def _answered(self, asked: Asked) -> tuple[int, Thing]:
        try:
            path = asked.path.split("/")
            return 200, self.answer(asked.method, path, asked.account, asked.params)
        except Refused as refused:
            return refused.status, refused.body


class _Handler(BaseHTTPRequestHandler):
    stripe: StripeDouble
    protocol_version = "HTTP/1.1"
    # Answers go out whole: the second of two packets waits 40 ms for the first one's receipt.
    wbufsize = -1

    def do_GET(self) -> None:  # noqa: N802 - the server's name
        self._do("GET")

    def do_POST(self) -> None:  # noqa: N802 - the server's name
        self._do("POST")

    def do_DELETE(self) -> None:  # noqa: N802 - the server's name
        self._do("DELETE")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
        """A test's output is its own."""

    def _do(self, method: str) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if url.path == "/favicon.ico":
            self._send(404, "", "text/plain")
            return
        if not url.path.startswith("/v1/"):
            self._page(method, url.path, dict(parse_qsl(url.query or body)), body)
            return
        params = dict(parse_qsl(url.query if method == "GET" else body, keep_blank_values=True))
        asked = Asked(
            method, url.path.removeprefix("/v1/"), self.headers.get("Stripe-Account", ""),
            self.headers.get("Idempotency-Key", "") if method == "POST" else "", params,
        )  # fmt: skip
        status, thing = self.stripe.serve(asked, self.headers)
        if self.stripe.loses_answers:
            self.stripe.loses_answers -= 1
            self.close_connection = True
            self.connection.close()
            return
        self._send(status, json.dumps(thing), "application/json")

    def _page(self, method: str, path: str, params: Params, body: str) -> None:
        if method == "GET":
            shown = pages.show(self.stripe, path, params)
        else:
            shown = pages.act(self.stripe, path, dict(parse_qsl(body)))
        if shown.address:
            self.send_response(303)
            self.send_header("Location", shown.address)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send(shown.status, shown.page, "text/html; charset=utf-8")

    def _send(self, status: int, text: str, media_type: str) -> None:
        payload = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(payload)))
        self.send_header("Request-Id", "req_of_the_double")
        self.end_headers()
        self.wfile.write(payload)
