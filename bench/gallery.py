"""A gallery as its client opens it: the page and the list that its script reads.

    bin/bench gallery [--json] [--photos 1000] [--requests 100] [--seconds 3]

Milliseconds to the first byte (one request at a time; ``first`` is the look that finds nothing
kept), requests a second over eight connections, CPU milliseconds of the web processes for each,
bytes as sent, and queries of one look. ``others`` are galleries of a tenth and of ten times as many
photos. The yardstick is a Django view without middleware that answers the same number of bytes,
under the same server in the same run.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import django

from bench import _processes, _report, _servers, _stack

if TYPE_CHECKING:
    from bench._gallery import Shown

AIM = {"first_byte_ms": 12.0, "per_second": 250.0}
DOCUMENTED = "PicPeak's list of 1,000: first byte 24 / 31 ms (median / p95), 51 a second, 46 KB"
CLIENTS = 2
CONNECTIONS = 4
ENCODING = "Accept-Encoding: gzip\r\n"
Figures = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=3)
    given = parser.parse_args()
    with _report.folder() as folder, _stack.servers(folder):
        os.environ["SAFELIGHT_VAR"] = str(folder)
        django.setup()
        # Settings and models are read from here on.
        prepare = import_module("bench._gallery").prepare
        sizes = (given.photos, max(1, given.photos // 10), given.photos * 10)
        shown, *others = (prepare(count) for count in sizes)
        report = measure(shown, others, given.requests, given.seconds)
    _report.say(report, as_json=given.json)


def measure(
    shown: Shown, others: list[Shown], requests: int, seconds: float
) -> dict[str, object]:  # fmt: skip
    with web("safelight.wsgi:application") as server, ProcessPoolExecutor(CLIENTS) as clients:
        page = figures(clients, server, shown.host, shown.page, requests, seconds)
        listed = figures(clients, server, shown.host, shown.list, requests, seconds)
        elsewhere = {
            str(each.photos): first_bytes(server.port, each.host, each.page, requests)
            for each in others
        }
    with (
        web("bench._constant:application", BENCH_BYTES=str(int(page["bytes"]))) as plain,
        ProcessPoolExecutor(CLIENTS) as clients,
    ):
        yardstick = figures(clients, plain, _processes.HOST, "/", requests, seconds)
    return {
        "bench": "gallery",
        "photos": shown.photos,
        "ours": {"page": page, "list": listed},
        "queries": shown.queries,
        "others": elsewhere,
        "yardstick_name": "a Django view that answers as many bytes, and nothing else",
        "yardstick": yardstick,
        "ratio": round(page["per_second"] / yardstick["per_second"], 2),
        "aim": AIM,
        "documented": DOCUMENTED,
    }


@contextmanager
def web(application: str, **variables: str) -> Iterator[_servers.Server]:
    """The web server as ``bin/up`` starts it, two workers of eight threads."""
    port = _processes.free_port()
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}"]
    command += ["--worker-class=gthread", "--workers=2", "--threads=8", "--log-level=critical"]
    command += ["--preload", "--no-control-socket"]
    path = f"{_report.ROOT / 'platform'}{os.pathsep}{_report.ROOT}"
    # Reads are counted as they would be, and nobody is refused.
    limit = {"API_READS_PER_MINUTE": "1000000"}
    environment = {**os.environ, "PYTHONPATH": path, **limit, **variables}
    with _processes.running(command, environment, port=port) as pid:
        yield _servers.Server(port, pid)


def figures(
    clients: ProcessPoolExecutor, server: _servers.Server, host: str, path: str, requests: int,
    seconds: float,
) -> Figures:  # fmt: skip
    found = first_bytes(server.port, host, path, requests)
    cpu, began = server.cpu_seconds(), time.perf_counter()
    asked = [clients.submit(ask_for, server.port, host, path, seconds) for _ in range(CLIENTS)]
    answered = sum(each.result() for each in asked)
    taken = time.perf_counter() - began
    spent = server.cpu_seconds() - cpu
    found["per_second"] = round(answered / taken, 1)
    found["cpu_ms"] = round(spent * 1e3 / answered, 2)
    return found


def first_bytes(port: int, host: str, path: str, requests: int) -> Figures:
    """Milliseconds until the head of the answer is there, and the bytes of its body."""
    connection, taken, length = Visitor(port, host), [], 0
    for _ in range(requests):
        began = time.perf_counter()
        connection.ask(path, ENCODING)
        length = connection.take(path)
        taken.append((time.perf_counter() - began) * 1e3)
    connection.close()
    later = sorted(taken[len(taken) // 10 :])
    return {
        "first": round(taken[0], 2),
        "median_ms": round(statistics.median(later), 2),
        "p95_ms": round(later[int(len(later) * 0.95)], 2),
        "bytes": length,
    }


def ask_for(port: int, host: str, path: str, seconds: float) -> int:
    """How many answers came over a few connections, one request at a time on each."""
    connections = [Visitor(port, host) for _ in range(CONNECTIONS)]
    until = time.perf_counter() + seconds
    answered = 0
    while time.perf_counter() < until:
        for connection in connections:
            connection.ask(path, ENCODING)
        for connection in connections:
            connection.take(path)
            answered += 1
    for connection in connections:
        connection.close()
    return answered


class Visitor(_servers.Connection):
    """A connection to one studio's host."""

    def __init__(self, port: int, host: str) -> None:
        super().__init__(port)
        self._host = host

    def ask(self, path: str, extra: str = "") -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n{extra}\r\n"
        self._socket.sendall(request.encode())

    def take(self, path: str) -> int:
        """Read one answer; the bytes of its body."""
        status, headers = self.answer()
        if status != 200:
            raise RuntimeError(f"{status} for {path}")
        length = int(headers["content-length"])
        self.skip(length)
        return length


if __name__ == "__main__":
    main()
