"""What the benches of the data plane share: a server under measurement, and a client."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import _processes, _report
from bench._processes import HOST


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the first of its processes."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        return _processes.cpu_seconds(_processes.tree(self.pid))

    def memory_bytes(self) -> int:
        """Proportional set size."""
        return _processes.memory_bytes(_processes.tree(self.pid))


@contextmanager
def data_plane(store: Path) -> Iterator[Server]:
    """The data plane of this checkout, one process, over the given store."""
    os.environ.setdefault("SIGNING_KEY", "only-for-a-bench-" * 3)
    os.environ["STORAGE_URL"] = f"file://{store}"
    port = _processes.free_port()
    command = [sys.executable, "-m", "uvicorn", "safelight.storage.asgi:application"]
    command += [f"--port={port}", "--loop=uvloop", "--http=httptools", "--ws=none"]
    command += ["--no-access-log", "--no-server-header", "--log-level=critical"]
    path = f"{_report.ROOT / 'platform'}{os.pathsep}{_report.ROOT}"
    environment = {**os.environ, "PYTHONPATH": path}
    with _processes.running(command, environment, port=port) as pid:
        yield Server(port, pid)


@contextmanager
def nginx(root: Path) -> Iterator[Server | None]:
    """nginx with one worker and ``sendfile`` over the folder, or ``None`` where it is missing."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        yield None
        return
    port = _processes.free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "nginx.conf"
        settings.write_text(_nginx_settings(Path(folder), root, port))
        command = [program, "-e", "stderr", "-c", str(settings)]
        with _processes.running(command, dict(os.environ), port=port) as pid:
            yield Server(port, pid)


def _nginx_settings(folder: Path, root: Path, port: int) -> str:
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; events {{}}\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;\n"
        f"{temporary} server {{ listen {HOST}:{port}; root {root}; }} }}\n"
    )


class Connection:
    """A keep-alive connection that reads answers and throws their bodies away."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=60)
        self._reader: Any = self._socket.makefile("rb", buffering=1 << 16)
        self._buffer = memoryview(bytearray(1 << 20))

    def ask(self, path: str, extra: str = "") -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{extra}\r\n"
        self._socket.sendall(request.encode())

    def answer(self) -> tuple[int, dict[str, str]]:
        """Status and headers; the body is still to be read."""
        status = int(self._reader.readline().split()[1])
        headers = {}
        while line := self._reader.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return status, headers

    def skip(self, length: int) -> None:
        while length:
            length -= self._read_into(self._buffer[: min(length, len(self._buffer))])

    def body(self, length: int) -> bytes:
        return bytes(self._reader.read(length))

    def close(self) -> None:
        self._reader.close()
        self._socket.close()

    def _read_into(self, view: memoryview) -> int:
        count = self._reader.readinto1(view)
        if not count:
            raise ConnectionError("The server closed the connection")
        return int(count)
