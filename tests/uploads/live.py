"""A real server in processes of its own, and a client that can misbehave."""

from __future__ import annotations

import base64
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

BODY = "application/offset+octet-stream"
UPLOADS = "/api/v1/uploads/"


def environment(storage: Path) -> dict[str, str]:
    """This process's, with the test's database and storage."""
    settings = connection.settings_dict
    url = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}"
        f"@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    own = {"DATABASE_URL": url, "STORAGE_URL": f"file://{storage}", "PYTHONPATH": path}
    return {**os.environ, **own}


@dataclass
class Server:
    """gunicorn as the embedded stack runs it, on a free port."""

    port: int
    storage: Path
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """Process ids of the workers; children of the master."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()]

    def kill_workers(self) -> None:
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)


@contextmanager
def server(storage: Path) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "safelight.wsgi:application",
        f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--workers=2", "--threads=4",
        "--no-control-socket", "--log-level=critical",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(storage))
    try:
        _wait_for(port)
        yield Server(port, storage, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server did not start.")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])


@dataclass(frozen=True)
class Tus:
    """Speaks tus to one host by a token. ``patch`` and the like take more headers as keywords."""

    port: int
    host: str
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        said = self.headers(**headers)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body=body, headers=said)  # type: ignore[arg-type]
            got = line.getresponse()
            found = {name.lower(): value for name, value in got.getheaders()}
            return Answer(got.status, found, got.read())
        finally:
            line.close()

    def headers(self, **headers: str) -> dict[str, str]:
        said = {"Host": self.host, "Tus-Resumable": "1.0.0", **self.more}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        return {name: value for name, value in said.items() if value}

    def create(self, length: int, *, batch: str, name: str = "a.jpg", **headers: str) -> Answer:
        said = metadata(purpose="gallery.batch", batch=batch, filename=name)
        return self.ask("POST", UPLOADS, Upload_Length=str(length), Upload_Metadata=said, **headers)

    def patch(self, path: str, offset: int, body: object, **headers: str) -> Answer:
        said = {"Content_Type": BODY, "Upload_Offset": str(offset), **headers}
        return self.ask("PATCH", path, body, **said)

    def offset(self, path: str) -> int:
        return self.ask("HEAD", path).offset

    def begin_patch(
        self, path: str, offset: int, length: int | None, **headers: str
    ) -> socket.socket:
        """A connection on which a PATCH's head was sent, and nothing of its body."""
        said = self.headers(Content_Type=BODY, Upload_Offset=str(offset), **headers)
        said |= {"Content-Length": str(length)} if length is not None else {}
        lines = [f"PATCH {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
        line = socket.create_connection(("127.0.0.1", self.port), 20)
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return line


def metadata(**values: str) -> str:
    pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())
    return ",".join(pairs)


def status_of(line: socket.socket) -> int:
    """The status of the answer that comes over a raw connection."""
    data = b""
    while b"\r\n" not in data and (part := line.recv(4096)):
        data += part
    return int(data.split(b" ")[1])


def settled(client: Tus, path: str, *, seconds: float = 5) -> int:
    """The offset once nobody writes any more: the server notices a cut in its own time."""
    end, last = time.monotonic() + seconds, -1
    while time.monotonic() < end:
        now = client.offset(path)
        if now == last:
            return now
        last = now
        time.sleep(0.1)
    return last


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same every run, and no secret


def noise(seed: int, length: int) -> bytes:
    return dice(seed).randbytes(length)
