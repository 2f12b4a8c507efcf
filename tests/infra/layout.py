"""The production layout on one machine: nginx, web processes, a data plane, a worker, a bucket.

    with layout.running(folder) as platform:
        platform.url("acme")            # https://acme.localhost:<port>
        platform.resolve_rules()        # for Chromium, beside --ignore-certificate-errors

All settings are those of production: TLS ends at nginx, files lie in a bucket, mail goes by SMTP.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import psycopg

from safelight.configuration import ROOT
from safelight.embedded import stack
from safelight.embedded.process import Command, free_port, spawn, stop
from safelight.embedded.surroundings import Surroundings, look_around
from tests.infra import mails, nginx
from tests.journeys.stack import DidNotStart, _answers, _empty_redis, _new_database
from tests.storage.helpers import wait_for
from tests.support import bucket_server

WEB_PROCESSES = 2


@dataclass
class Layout:
    """``processes`` are the running ones by name, ``web-0``, ``web-1``, ``data``, ``worker``."""

    around: Surroundings
    nginx: nginx.Nginx
    post: mails.Post
    ports: dict[str, int]
    commands: dict[str, Command]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def url(self, address: str = "") -> str:
        """``https://`` of the studio at ``address``, or of the platform."""
        host = f"{address}.localhost" if address else "localhost"
        return f"https://{host}:{self.nginx.https}"

    @property
    def addresses(self) -> Addresses:
        return Addresses(self)

    def resolve_rules(self) -> str:
        """What Chromium is told of hosts, custom domains included."""
        return "--host-resolver-rules=MAP * 127.0.0.1"

    def start(self, *names: str) -> None:
        """Start processes by their names, also those that were killed, and wait until they answer.

        Raises ``DidNotStart`` with the log of one that ended.
        """
        for name in names:
            with (self.around.var / f"{name}.log").open("ab") as log:
                self.processes[name] = spawn(self.commands[name], log)
        for name in self.ports.keys() & set(names):
            wait_for(partial(self._answers_or_ended, name), seconds=60)
        for name in names:
            if self._ended(name):
                raise DidNotStart(f"{name}: {self.log(name)[-4000:]}")

    def _answers_or_ended(self, name: str) -> bool:
        return _answers(self.ports[name]) or self._ended(name)

    def freeze(self, name: str) -> None:
        """Let it take no further step; who asks it waits."""
        os.killpg(self.processes[name].pid, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        os.killpg(self.processes[name].pid, signal.SIGCONT)

    def is_asked(self, name: str) -> bool:
        """Whether somebody's words wait at its port, which it has not read."""
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, here, _, _, queues, *_ = line.split()
            port, unread = int(here[-4:], 16), int(queues.partition(":")[2], 16)
            if port == self.ports[name] and unread:
                return True
        return False

    def kill(self, name: str) -> None:
        """End it and all its children at once, as a machine that goes down does."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def let_leases_end(self) -> None:
        """As if two minutes had passed since a worker was killed, and its clock had struck."""
        with psycopg.connect(self.database, autocommit=True) as line:
            line.execute("UPDATE jobs_job SET lease_until = now() WHERE state = 'running'")
        self.manage("shell", "-c", "from safelight.jobs import sweeping; sweeping.sweep()")

    @property
    def database(self) -> str:
        return self.around.environment["DATABASE_URL"]

    def stop(self) -> None:
        for process in self.processes.values():
            stop(process, signal.SIGTERM, seconds=5)

    def manage(self, *arguments: str) -> str:
        """Run a command of ``manage.py``; what it said."""
        return self.run(str(ROOT / "manage.py"), *arguments)

    def run(self, *arguments: str, **more: str) -> str:
        """Run Python as the platform does, ``more`` in its environment; what it said."""
        command = stack.python(self.around, *arguments)
        done = subprocess.run(
            list(command.argv), env={**command.environment, **more}, cwd=command.folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise DidNotStart(f"{arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def log(self, name: str) -> str:
        return (self.around.var / f"{name}.log").read_text(errors="replace")

    def _ended(self, name: str) -> bool:
        return self.processes[name].poll() is not None


@dataclass(frozen=True)
class Addresses:
    """As the pages of journeys ask for them, with a slash at the end."""

    of: Layout

    @property
    def url(self) -> str:
        return f"{self.of.url()}/"

    def studio_url(self, address: str) -> str:
        return f"{self.of.url(address)}/"


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Layout]:
    """All of it, empty, on a database and a Redis database of its own.

    ``more`` goes to the environment of all programs, for example ``STORAGE_URL=file:///…``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        bucket = held.enter_context(bucket_server.running(folder))
        smtp, post = held.enter_context(mails.running())
        ports = {**{f"web-{n}": free_port() for n in range(WEB_PROCESSES)}, "data": free_port()}
        https = free_port()
        own = {
            **bucket.environment, **_production(https, smtp), "STORAGE_URL": bucket.url, **more,
        }  # fmt: skip
        around = _surroundings(folder / "var", own)
        web = [port for name, port in ports.items() if name.startswith("web")]
        front = held.enter_context(
            nginx.running(
                folder / "nginx", web=web, data=[ports["data"]],
                files=folder / "var" / "storage", port=https,
            )
        )  # fmt: skip
        platform = Layout(around, front, post, ports, _commands(around, ports))
        held.callback(platform.stop)
        platform.manage("migrate_studios")
        platform.start(*platform.commands)
        yield platform


def _production(https: int, smtp: int) -> dict[str, str]:
    return {
        "SAFELIGHT_ENVIRONMENT": "production", "PLATFORM_SCHEME": "https",
        "PLATFORM_HOST": "localhost", "PLATFORM_PORT": str(https), "DATA_PORT": str(https),
        "SECRET_KEY": secrets.token_urlsafe(48), "SIGNING_KEY": secrets.token_urlsafe(48),
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}", "EMAIL_FROM": "no-reply@localhost.example",
        "WEB_WORKERS": "1", "WEB_THREADS": "4", "WORKER_PROCESSES": "1", "LOG_FORMAT": "json",
        "STRIPE_API_KEY": "", "STRIPE_WEBHOOK_SECRET": "", "LABS_FAKE_URL": "",
        "TEST_PAYMENTS": "", "SENTRY_DSN": "",
    }  # fmt: skip


def _surroundings(var: Path, own: dict[str, str]) -> Surroundings:
    var.mkdir(parents=True)
    given = {
        **os.environ,
        "DATABASE_URL": _new_database(os.environ["DATABASE_URL"]),
        "REDIS_URL": _empty_redis(os.environ["REDIS_URL"]),
        # Here they would be looked at as ports to listen on; nginx does that.
        **{name: value for name, value in own.items() if not name.endswith("_PORT")},
        "PLATFORM_PORT": "", "DATA_PORT": "",
    }  # fmt: skip
    around = look_around(given, var)
    for name, value in own.items():
        around.tell(name, value)
    return around


def _commands(around: Surroundings, ports: dict[str, int]) -> dict[str, Command]:
    """As on one machine, but listening where nginx asks; two masters of web processes."""
    usual = stack.commands(around)
    web = {
        name: _with(usual["web"], "--bind=", f"127.0.0.1:{port}")
        for name, port in ports.items()
        if name.startswith("web")
    }
    data = _with(usual["data"], "--port=", str(ports["data"]))
    return {**web, "data": data, "worker": usual["worker"]}


def _with(command: Command, option: str, value: str) -> Command:
    argv = [f"{option}{value}" if part.startswith(option) else part for part in command.argv]
    return replace(command, argv=argv)
