"""A data plane as it runs: uvicorn in a process of its own, curl and plain sockets before it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from safelight.storage import archive, ledger, links, revisions
from tests.storage.helpers import ACME, GALLERY, OwnRedis, Server, link_to, put, wait_for

SLOW_CLIENTS = 200


@dataclass(frozen=True)
class Shoot:
    """An archive on the server, and the digest of its bytes."""

    url: str
    path: str
    length: int
    sha256: str


@pytest.fixture
def server_with_redis(server: Server, own_redis: OwnRedis) -> Server:
    revisions.publish(ACME, GALLERY, 1)
    return server


@pytest.fixture
def shoot(server_with_redis: Server) -> Shoot:
    server = server_with_redis
    stored = [put(server.store, os.urandom(size)) for size in (3_000_000, 0, 40, 2_500_000)]
    saved = archive.save_plan(server.store, ACME, [each.entry("é.jpg") for each in stored])
    path = link(saved.object_key, variant="plan", kind="archive", media_type="application/zip")
    plan = archive.ArchivePlan(server.store.path(f"{saved.object_key}/plan").read_bytes())
    digest = hashlib.sha256()
    for piece in plan.pieces(0, plan.length):
        if isinstance(piece, bytes):
            digest.update(piece)
            continue
        with server.store.open(piece.key) as file:
            digest.update(file.read())
    return Shoot(server.url(path), path, plan.length, digest.hexdigest())


def link(of_object: str, **changes: object) -> str:
    return links.sign(link_to(of_object, **changes), at=time.time())  # type: ignore[arg-type]


def curl(*arguments: str | Path) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    command = [program, "--silent", "--show-error", "--fail", "--max-time", "20", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_works(shoot: Shoot, tmp_path: Path) -> None:
    told = curl(shoot.url, "-o", tmp_path / "a.zip", "-w", "%{http_code} %header{content-length}")
    assert told == f"200 {shoot.length}"
    assert sha256(tmp_path / "a.zip") == shoot.sha256
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.testzip() is None


def test_a_download_goes_on_at_any_offset_to_the_same_bytes(shoot: Shoot, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    curl(shoot.url, "-o", target)
    for _ in range(8):
        os.truncate(target, random.randrange(1, shoot.length))  # noqa: S311
        curl(shoot.url, "-C", "-", "-o", target)
        assert sha256(target) == shoot.sha256


def test_a_download_survives_being_cut_many_times(shoot: Shoot, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.touch()
    while target.stat().st_size < shoot.length:
        with opened_socket(shoot) as connection:
            ask(connection, shoot.path, start=target.stat().st_size)
            body = read_some(connection, 700_000)
        with target.open("ab") as file:
            file.write(body)
    assert sha256(target) == shoot.sha256


def opened_socket(shoot: Shoot) -> socket.socket:
    port = int(shoot.url.split(":")[2].split("/")[0])
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def ask(connection: socket.socket, path: str, *, start: int = 0) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: acme.localhost\r\nRange: bytes={start}-\r\n"
    connection.sendall(f"{request}Connection: close\r\n\r\n".encode())


def read_some(connection: socket.socket, most: int) -> bytes:
    """The first bytes of the answer's body, which then is cut."""
    with connection.makefile("rb") as answer:
        while answer.readline().strip():
            pass
        return answer.read(most)


def test_iso_07_it_gives_nothing_to_a_request_with_two_hosts(shoot: Shoot) -> None:
    with opened_socket(shoot) as connection:
        ask(connection, f"{shoot.path} HTTP/1.1\r\nHost: bolt.localhost\r\nX-Rest:")
        assert connection.recv(100).startswith(b"HTTP/1.1 404 ")


def test_it_records_what_was_sent(
    shoot: Shoot, server_with_redis: Server, own_redis: OwnRedis, tmp_path: Path
) -> None:
    stored = put(server_with_redis.store, b"0123456789")
    curl(server_with_redis.url(link(stored.of_object, reference="one")), "-o", tmp_path / "a")
    with opened_socket(shoot) as connection:
        ask(connection, shoot.path, start=5)
        connection.recv(10_000)
    wait_for(lambda: own_redis.client.xlen(ledger.STREAM) == 2)
    rows = dict(ledger.drain(own_redis.client))
    whole, cut = rows.values()
    assert (whole.reference, whole.key, whole.sent) == ("one", stored.key, 10)
    assert whole.complete
    assert (cut.start, cut.length, cut.complete) == (5, shoot.length, False)
    assert cut.sent < shoot.length
    ledger.forget(own_redis.client, list(rows))
    assert ledger.drain(own_redis.client) == []


@pytest.fixture
def slow_clients(shoot: Shoot, server_with_redis: Server) -> Iterator[list[socket.socket]]:
    """Clients that asked for a large file and read next to nothing of it."""
    large = put(server_with_redis.store, b"")
    with server_with_redis.store.path(large.key).open("r+b") as file:
        file.truncate(1 << 30)
    path = link(large.of_object)
    with ExitStack() as stack:
        connections = []
        for _ in range(SLOW_CLIENTS):
            connection = stack.enter_context(opened_socket(shoot))
            ask(connection, path)
            connections.append(connection)
        yield connections


def test_many_slow_downloads_take_little_memory_and_hold_up_nobody(
    slow_clients: list[socket.socket], server_with_redis: Server, shoot: Shoot, tmp_path: Path
) -> None:
    for _ in range(3):
        for connection in slow_clients:
            assert connection.recv(2_048)
    began = time.monotonic()
    curl(shoot.url, "-o", tmp_path / "a.zip")
    assert time.monotonic() - began < 3
    assert server_with_redis.resident < 120 << 20


def test_it_stops_reading_when_the_client_is_gone(
    slow_clients: list[socket.socket], server_with_redis: Server
) -> None:
    folder = Path(f"/proc/{server_with_redis.pid}/fd")

    def files() -> int:
        store = str(server_with_redis.store.root)
        return sum(os.path.realpath(each).startswith(store) for each in folder.iterdir())

    wait_for(lambda: files() == SLOW_CLIENTS)
    for connection in slow_clients:
        connection.close()
    wait_for(lambda: files() == 0)


@pytest.mark.parametrize("key", ["", "short"])
def test_gal_18_it_does_not_start_without_a_signing_key(key: str, server: Server) -> None:
    done = import_in_process("import safelight.storage.asgi", SIGNING_KEY=key)
    assert done.returncode != 0
    assert "SIGNING_KEY" in done.stderr


def test_it_imports_no_django(server: Server) -> None:
    code = "import sys, safelight.storage.asgi; print('django' in sys.modules)"
    assert import_in_process(code, SIGNING_KEY="k" * 40).stdout == "False\n"


def import_in_process(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    source = Path(links.__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(source), **variables}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
