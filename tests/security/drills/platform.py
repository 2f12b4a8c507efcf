"""The platform's programs for a drill, over servers that the drill may take away."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from safelight.embedded import placement, postgres, stack
from safelight.embedded.process import free_port, spawn, stop
from safelight.embedded.surroundings import look_around
from tests.jobs import workers

# What was committed has to be there after a crash of the server, though not after a power cut.
QUICK = {"fsync": "off", "full_page_writes": "off"}


@contextmanager
def running(var: Path, **more: str) -> Iterator[int]:
    """Web and worker on the connection's database; the port. ``more`` goes to the environment."""
    ports = {name: str(free_port()) for name in ("PLATFORM_PORT", "DATA_PORT")}
    given = {
        **workers.environment(), **ports, "SECRET_KEY": settings.SECRET_KEY,
        "STORAGE_URL": settings.STORAGE_URL, "WORKER_PROCESSES": "1", **more,
    }  # fmt: skip
    commands = stack.commands(look_around(given, var))
    # Sweeps come five times a second, not every half minute.
    quick = ["--app=tests.embedded.quick_clock" if part.startswith("--app=") else part
             for part in commands["worker"].argv]  # fmt: skip
    commands["worker"] = replace(commands["worker"], argv=quick)
    started: list[subprocess.Popen[bytes]] = []
    try:
        for name in ("web", "worker"):
            with (var / f"{name}.log").open("wb") as log:
                started.append(spawn(commands[name], log))
        _wait_for(int(ports["PLATFORM_PORT"]))
        yield int(ports["PLATFORM_PORT"])
    finally:
        for process in started:
            # What the worker still has to do is of no interest.
            stop(process, signal.SIGTERM, seconds=2)


class Database:
    """A PostgreSQL of the drill's own, with a copy of the run's database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.server = postgres.start(folder, settings=QUICK)
        _copy(workers.environment()["DATABASE_URL"], self.server)

    def restart_at_once(self) -> None:
        """As ``pg_ctl restart -m immediate``: nobody is waited for, and it starts by recovering."""
        stop(self.server.process, signal.SIGQUIT)
        self.server = postgres.start(self._folder, settings=QUICK)

    def remove(self) -> None:
        """Stop it, and take its files away: run by root, they lie outside the test's folder."""
        self.server.stop()
        placed = placement.data_folder(self._folder, placement.server_identity(self._folder))
        shutil.rmtree(placed if placed == self._folder else placed.parent)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """This process, and what it starts, work on this one."""
        before = dict(connection.settings_dict)
        user, password, host, port, name = _parts(self.server.url)
        connection.close()
        connection.settings_dict.update(
            USER=user, PASSWORD=password, HOST=host, PORT=port, NAME=name
        )  # fmt: skip
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)


def _parts(url: str) -> tuple[str, str, str, str, str]:
    said = conninfo_to_dict(url)
    user, password, host, port, name = (
        str(said[part]) for part in ("user", "password", "host", "port", "dbname")
    )
    return user, password, host, port, name


def _copy(url: str, server: postgres.Server) -> None:
    dump = [str(server.programs / "pg_dump"), "--no-owner", "--no-privileges", f"--dbname={url}"]
    read = [str(server.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", server.url]
    said = subprocess.run(dump, check=True, capture_output=True).stdout
    subprocess.run(read, check=True, input=said, stdout=subprocess.DEVNULL)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/", headers={"Host": "localhost"})
            line.getresponse().close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return
        finally:
            line.close()
