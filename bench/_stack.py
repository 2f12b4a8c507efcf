"""The embedded stack for a bench, started as ``bin/up`` starts it, on ports and data of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench import _processes, _report
from safelight.embedded import postgres, redis

START_SECONDS = 120
#: How each program is known among the supervisor's children: by a word of its command, or by its
#: name, where it was forked from another's.
_WORDS = {
    "postgres": "bin/postgres",
    "redis": "redis-server",
    "web": "gunicorn",
    "data": "uvicorn",
    "worker": "safelight.worker",
}


@dataclass
class Stack:
    """The running programs by name: the process that each one's others descend from."""

    supervisor: int
    port: int
    programs: dict[str, int] = field(default_factory=dict)

    def cpu_seconds(self) -> dict[str, float]:
        """CPU seconds so far of each program, its children's and those of children that ended."""
        trees = {name: _processes.tree(pid) for name, pid in self.programs.items()}
        seconds = {name: _processes.cpu_seconds(pids) for name, pids in trees.items()}
        # Not its tree, and only its own time: the start belongs to nobody's photo.
        return seconds | {"supervisor": _processes.cpu_seconds([self.supervisor])}

    def memory_bytes(self) -> dict[str, int]:
        """Proportional set size of each program and the supervisor: all of the stack."""
        trees = {name: _processes.tree(pid) for name, pid in self.programs.items()}
        sizes = {name: _processes.memory_bytes(pids) for name, pids in trees.items()}
        return sizes | {"supervisor": _processes.memory_bytes([self.supervisor])}


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    """Everything that ``bin/up`` starts, but the demonstration; the environment names it then."""
    for name in ("DATABASE_URL", "REDIS_URL", "STORAGE_URL"):
        os.environ.pop(name, None)
    command = [sys.executable, "-m", "safelight.embedded", "run", "--no-demo"]
    ports = {name: str(_processes.free_port()) for name in ("PLATFORM_PORT", "DATA_PORT")}
    environment = {**os.environ, **_paths(), **ports, "SAFELIGHT_VAR": str(folder)}
    # One client of a bench asks what a thousand people do.
    environment["API_READS_PER_MINUTE"] = "0"
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    try:
        _wait(process, folder)
        _adopt(folder)
        yield Stack(process.pid, int(ports["PLATFORM_PORT"]), _programs(process.pid))
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)


@contextmanager
def servers(folder: Path) -> Iterator[None]:
    """PostgreSQL and Redis alone; the environment names them from now on."""
    for name in ("postgres", "redis"):
        (folder / name).mkdir()
    database = postgres.start(folder / "postgres")
    try:
        broker = redis.start(folder / "redis", durable=False)
        os.environ |= {
            "DATABASE_URL": database.url,
            "REDIS_URL": broker.url,
            "PG_DUMP": str(database.programs / "pg_dump"),
            "DJANGO_SETTINGS_MODULE": "safelight.settings",
            "SECRET_KEY": "x" * 50,
            "SIGNING_KEY": "y" * 50,
            "API_READS_PER_MINUTE": "0",
        }
        try:
            yield
        finally:
            broker.stop()
    finally:
        database.stop()


@contextmanager
def peak_memory(stack: Stack, every: float = 0.25) -> Iterator[dict[str, int]]:
    """Look regularly; the dictionary holds the largest sum in bytes when the block is left."""
    peak: dict[str, int] = {"all": 0}
    over = threading.Event()

    def look() -> None:
        while not over.wait(every):
            now = stack.memory_bytes()
            if sum(now.values()) > peak["all"]:
                peak.clear()
                peak.update(now, all=sum(now.values()))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _paths() -> dict[str, str]:
    return {"PYTHONPATH": f"{_report.ROOT / 'platform'}{os.pathsep}{_report.ROOT}"}


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not (folder / "ready").exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The stack did not start:\n{(folder / 'said').read_text()}")
        time.sleep(0.1)


def _adopt(folder: Path) -> None:
    """Let this process talk to the same servers, with the same secrets."""
    os.environ["SAFELIGHT_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "safelight.settings"
    for name, value in json.loads((folder / "environment.json").read_text()).items():
        os.environ[name] = str(value)


def _programs(supervisor: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for pid in _processes.tree(supervisor):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        called = Path(f"/proc/{pid}/comm").read_text().strip()
        for name, word in _WORDS.items():
            if word in command or called == name:
                found.setdefault(name, pid)  # the tree names parents before their children
    if missing := _WORDS.keys() - found:
        raise RuntimeError(f"Not running: {', '.join(sorted(missing))}")
    return found
