"""What leaves for Sentry, over its own transport, to a receiver of envelopes on this machine."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from typing import Any

import pytest

PROGRAM = """
import os, sys
import django
django.setup()
from django.test import RequestFactory
from django.core.handlers.wsgi import WSGIHandler
import sentry_sdk

def front(request):
    password = "hunter2-is-the-password"
    raise ValueError(
        "Carla carla.secret@example.org used sl_0123456789abcdefghij at /orders/x/?token=abc123def"
    )

front.csrf_exempt = True
from safelight.signup import urls
urls.urlpatterns[0].callback = front
environ = RequestFactory().post(
    "/?secret-query=1", data={"body": "the-secret-body"}, HTTP_COOKIE="session=secret-cookie",
    HTTP_HOST="localhost:8000", HTTP_AUTHORIZATION="Bearer secret-bearer",
).environ
list(WSGIHandler()(environ, lambda status, headers: None))
sentry_sdk.flush(5)
"""


# The transport packs with Brotli where that is installed.
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, "gzip": gzip.decompress,
    "br": lambda body: import_module("brotli").decompress(body),
}  # fmt: skip


@pytest.fixture
def received() -> Iterator[tuple[int, list[bytes]]]:
    """A port that takes envelopes, and what came."""
    bodies: list[bytes] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append(UNPACK[self.headers.get("Content-Encoding", "")](body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """It says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, bodies
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_ops_04_it_sends_the_error_and_nothing_of_anybody(
    received: tuple[int, list[bytes]],
) -> None:
    port, bodies = received
    environment = {**os.environ, "SENTRY_DSN": f"http://key@127.0.0.1:{port}/1"}
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    events = [line for body in bodies for line in body.splitlines() if b'"exception"' in line]
    assert len(events) == 1, ran.stderr
    event = json.loads(events[0])
    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert event["tags"]["studio"] == "public"
    assert len(event["tags"]["request_id"]) == 22
    assert event["request"] == {"method": "POST"}
    whole = b"".join(bodies).decode()
    for secret in (
        "carla.secret", "0123456789abcdefghij", "abc123def", "secret-query", "the-secret-body",
        "secret-cookie", "secret-bearer", '"vars"', '"server_name": "',
    ):  # fmt: skip
        assert secret not in whole, secret
