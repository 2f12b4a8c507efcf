"""Helpers of the storage tests: stored files, links, and servers of this run."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis

from safelight.storage import archive, keys, links, objects

ACME = uuid.UUID("aaaaaaaa-0000-4000-8000-000000000001")
BOLT = uuid.UUID("bbbbbbbb-0000-4000-8000-000000000001")
GALLERY = links.Scope("gallery", "Gaaaaaaaaaaaaaaaaaaaaa")
SIGNING_KEY = "only-for-tests-" * 4
NOW = 1_800_000_123.0


@dataclass(frozen=True)
class Stored:
    """A file in a store, and its content."""

    of_object: str
    key: str
    content: bytes

    def entry(self, name: str, section: str = "") -> archive.Entry:
        crc = zlib.crc32(self.content)
        return archive.Entry(name, self.key, len(self.content), crc, 1_700_000_000, section)


def put(
    store: objects.ObjectStore,
    content: bytes,
    *,
    studio: uuid.UUID = ACME,
    variant: str = "original",
) -> Stored:
    of_object = keys.new_object(studio)
    key = keys.join(of_object, variant)
    store.write(key, [content])
    return Stored(of_object, key, content)


def link_to(of_object: str, *, variant: str = "original", **changes: object) -> links.Link:
    claims: dict[str, object] = {
        "studio": ACME,
        "host": "acme.localhost",
        "scope": GALLERY,
        "revision": 1,
        "object_key": of_object,
        "variant": variant,
        "media_type": "image/jpeg",
        "name": "photo.jpg",
        **changes,
    }
    return links.Link(**claims)  # type: ignore[arg-type]  # a test may put in what it likes


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


class OwnRedis:
    """A Redis server of this test run, which a test may stop and start again."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._process is None:
            place = ["--port", str(self.port), "--dir", str(self._folder), "--bind", "127.0.0.1"]
            command = [self._program, *place, "--save", "", "--appendonly", "no"]
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            wait_for(self._answers)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False


@dataclass(frozen=True)
class Server:
    """A data plane of its own process."""

    port: int
    pid: int
    store: objects.FileStore
    log: Path

    def url(self, path: str) -> str:
        return f"http://acme.localhost:{self.port}{path}"

    @property
    def resident(self) -> int:
        """Bytes of memory that the process holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0
