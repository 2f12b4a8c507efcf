"""From nothing to a platform that answers, each part timed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from safelight.configuration import ROOT
from safelight.embedded import postgres, redis, stack
from safelight.embedded.output import Printer
from safelight.embedded.supervisor import Supervisor
from safelight.embedded.surroundings import Surroundings
from safelight.fakelab import address as fakelab

ANSWER_SECONDS = 60.0
SEED_COMMAND = "platform/safelight/*/management/commands/seed_demo.py"


class StepFailed(RuntimeError):
    """A part of the start did not work; the sentence says which and where to look."""


class Start:
    """One start of the platform: servers, tables, processes, demonstration studios."""

    def __init__(self, around: Surroundings, supervisor: Supervisor, printer: Printer) -> None:
        self._around = around
        self._supervisor = supervisor
        self._printer = printer
        self._began = time.monotonic()

    def everything(self, photos: Path | None, *, demo: bool = True) -> None:
        with self._timed("PostgreSQL"):
            self._postgres()
        with self._timed("Redis"):
            self._redis()
        self._fakelab()
        self._around.keep()
        with self._timed("tables of the platform and its studios"):
            self._manage("migrate", "migrate_studios")
        with self._timed("web, data plane, worker"):
            self._processes()
        if demo and any(ROOT.glob(SEED_COMMAND)):
            with self._timed("demonstration studios"):
                self._manage("seed", "seed_demo", *(["--photos", str(photos)] if photos else []))
        self._say_where()

    def _postgres(self) -> None:
        if self._around.environment.get("DATABASE_URL"):
            return
        installation = postgres.install(self._around.var / "postgres")
        process = self._supervisor.launch("postgres", installation.command({}))
        postgres.wait(installation, process)
        self._around.tell("DATABASE_URL", installation.url())
        self._around.tell("PG_DUMP", str(installation.programs / "bin/pg_dump"))

    def _redis(self) -> None:
        if self._around.environment.get("REDIS_URL"):
            return
        installation = redis.install(self._around.var / "redis")
        process = self._supervisor.launch("redis", installation.command())
        redis.wait(installation, process)
        self._around.tell("REDIS_URL", installation.url)

    def _fakelab(self) -> None:
        env = self._around.environment
        # Where prints are sold for real, nobody may choose a lab that makes none.
        if env.get(fakelab.NAME) or env.get("SAFELIGHT_ENVIRONMENT") == "production":
            return
        self._supervisor.launch("fakelab", stack.fakelab(self._around))
        self._around.tell(fakelab.NAME, f"http://127.0.0.1:{env['FAKELAB_PORT']}")

    def _processes(self) -> None:
        commands = stack.commands(self._around)
        together = {name: commands.pop(name) for name in stack.TOGETHER}
        for name, command in commands.items():
            self._supervisor.launch(name, command)
        self._supervisor.launch_together(together)
        for name, variable in (("web", "PLATFORM_PORT"), ("data", "DATA_PORT")):
            port = int(self._around.environment[variable])
            answers = partial(_answers, port, self._around.environment["PLATFORM_HOST"])
            self._supervisor.wait_for(name, answers, ANSWER_SECONDS)

    def _manage(self, name: str, *arguments: str) -> None:
        code = self._supervisor.run_once(name, stack.manage(self._around, *arguments))
        if code:
            raise StepFailed(f"manage.py {arguments[0]} ended with code {code}; see above.")

    def _say_where(self) -> None:
        taken = time.monotonic() - self._began
        self._printer.say(f"Safelight is up after {taken:.1f} s: {self._around.platform_url}")
        for line in demo_lines(self._around.var / "demo.json"):
            self._printer.say(line)

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._printer.say(f"{time.monotonic() - began:6.1f} s  {part}")


def demo_lines(file: Path) -> list[str]:
    """Addresses and sign-ins as ``seed_demo`` wrote them down (``docs/operations.md``)."""
    if not file.exists():
        return []
    demo = json.loads(file.read_text())
    lines = [f"  {place['title']:<28} {place['url']}" for place in demo.get("addresses", [])]
    for person in demo.get("sign_ins", []):
        lines.append(f"  {person['who']:<28} {person['email']}   {person['password']}")
        if secret := person.get("app_secret"):
            lines.append(f"  {'':<28} authenticator app: {secret} (manage.py demo_code)")
    return lines


def _answers(port: int, host: str) -> bool:
    # Any answer will do: an open port says only that the master process is there.
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": host})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
