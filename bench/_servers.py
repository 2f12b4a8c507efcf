"""What the benches of the data plane share: a server under measurement, and a client."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server; ``pids`` are all processes that work for it."""

    port: int
    pids: tuple[int, ...]

    def cpu_seconds(self) -> float:
        return sum(_ticks(pid) for pid in self.pids) / _TICKS

    def resident_bytes(self) -> int:
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids)
        return pages * os.sysconf("SC_PAGE_SIZE")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def data_plane(store: Path) -> Iterator[Server]:
    """The data plane of this checkout, one process, over the given store."""
    os.environ.setdefault("SIGNING_KEY", "only-for-a-bench-" * 3)
    os.environ["STORAGE_URL"] = f"file://{store}"
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "safelight.storage.asgi:application"]
    command += [f"--port={port}", "--loop=uvloop", "--http=httptools", "--ws=none"]
    command += ["--no-access-log", "--no-server-header", "--log-level=critical"]
    path = f"{ROOT / 'platform'}{os.pathsep}{ROOT}"
    with _running(command, port, {**os.environ, "PYTHONPATH": path}) as pid:
        yield Server(port, (pid,))


@contextmanager
def nginx(root: Path) -> Iterator[Server | None]:
    """nginx with one worker and ``sendfile`` over the folder, or ``None`` where it is missing."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        yield None
        return
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "nginx.conf"
        settings.write_text(_nginx_settings(Path(folder), root, port))
        command = [program, "-e", "stderr", "-c", str(settings)]
        with _running(command, port, dict(os.environ)) as pid:
            workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            yield Server(port, (pid, *map(int, workers)))


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


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + 20
        while not _listens(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) == 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


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


def circumstances() -> dict[str, object]:
    """The machine and the commit that figures belong to."""
    git = shutil.which("git")
    asked = [git or "git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False) if git else None  # noqa: S603
    return {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "commit": commit.stdout.strip() if commit else "",
    }
