"""The whole platform on ports of its own: web, data plane, worker and scheduler, for one run."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql

from safelight.embedded import stack
from safelight.embedded.process import free_port, spawn, stop
from safelight.embedded.surroundings import Surroundings, look_around
from tests.support.database import kept_name

ANSWER_SECONDS = 60.0


class DidNotStart(RuntimeError):
    """A program of the platform ended or stayed silent; its log says why."""


class Stack:
    """What ``bin/up`` runs, on a database and a Redis database that nobody else uses.

    ``more`` goes to the environment of all its programs.
    """

    def __init__(self, var: Path, **more: str) -> None:
        self.var = var
        var.mkdir(parents=True, exist_ok=True)
        self._around = self._surroundings(more)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return f"{self._around.platform_url}/"

    def studio_url(self, address: str) -> str:
        port = self._around.environment["PLATFORM_PORT"]
        return f"http://{address}.localhost:{port}/"

    @property
    def console_url(self) -> str:
        return self.studio_url("console")

    def start(self) -> None:
        self.manage("migrate_studios")
        for name, command in stack.commands(self._around).items():
            with (self.var / f"{name}.log").open("wb") as log:
                self._running[name] = spawn(command, log)
        for name, variable in (("web", "PLATFORM_PORT"), ("data", "DATA_PORT")):
            self._wait_for(name, int(self._around.environment[variable]))

    def stop(self) -> None:
        for name in stack.STOP_ORDER:
            if name in self._running:
                stop(self._running.pop(name), signal.SIGTERM)

    def manage(self, *arguments: str, **more: str) -> str:
        """Run a command of ``manage.py``; what it said. ``more`` goes to its environment."""
        command = stack.manage(self._around, *arguments)
        done = subprocess.run(
            list(command.argv), env={**command.environment, **more}, cwd=command.folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise DidNotStart(f"{arguments[0]} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def log(self, name: str) -> str:
        return (self.var / f"{name}.log").read_text(errors="replace")

    def _surroundings(self, more: dict[str, str]) -> Surroundings:
        given = {
            **os.environ,
            **more,
            "SAFELIGHT_VAR": str(self.var),
            "STORAGE_URL": "",
            "DATABASE_URL": _new_database(os.environ["DATABASE_URL"]),
            "REDIS_URL": _empty_redis(os.environ["REDIS_URL"]),
            "PLATFORM_PORT": str(free_port()),
            "DATA_PORT": str(free_port()),
        }
        return look_around(given, self.var)

    def _wait_for(self, name: str, port: int) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not _answers(port):
            if self._running[name].poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(f"{name}: {self.log(name)[-4000:]}")
            time.sleep(0.1)


def until(condition: Callable[[], object], *, what: str, seconds: float = 20.0) -> None:
    """Wait for something that no page shows, looking often; fails with ``what`` was awaited."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.05)


def _new_database(url: str) -> str:
    # Beside the given one, so that two runs on one server do not drop each other's.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    database = f"{urlsplit(url).path.strip('/')}_journeys{worker}"
    name = sql.Identifier(database)
    kept = kept_name(urlsplit(url).path.strip("/"))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        known = server.execute("SELECT FROM pg_database WHERE datname = %s", [kept]).fetchone()
        # A copy of what other tests have migrated; without one, starting the stack migrates it.
        source = sql.Identifier(kept if known is not None else "template1")
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, source))
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _empty_redis(url: str) -> str:
    """Another numbered database of the same server: the other tests' jobs ring in theirs."""
    parts = urlsplit(url)
    number = (int(parts.path.strip("/") or "0") + 1) % 16
    other = parts._replace(path=f"/{number}").geturl()
    redis.Redis.from_url(other).flushdb()
    return other


def _answers(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse().close()
        except (OSError, HTTPException):
            return False
    return True
