"""The whole stack for a bench, as the embedded one runs it, with servers of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import _servers
from safelight.embedded import postgres, redis

WORKERS = 2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Stack:
    """Running servers by name: the process that each one's others descend from."""

    port: int
    roots: dict[str, int] = field(default_factory=dict)

    def cpu_seconds(self) -> dict[str, float]:
        """CPU seconds so far of each server, its children's and those of children that ended."""
        return {name: sum(map(_cpu, tree(pid))) for name, pid in self.roots.items()}

    def memory_bytes(self) -> dict[str, int]:
        """Proportional set size of each server: shared pages count once in all."""
        return {name: sum(map(_pss, tree(pid))) for name, pid in self.roots.items()}


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    """PostgreSQL, Redis, gunicorn and Celery; the environment names them from now on."""
    with ExitStack() as stack:
        for name in ("postgres", "redis"):
            (folder / name).mkdir()
        database = postgres.start(folder / "postgres")
        stack.callback(database.stop)
        broker = redis.start(folder / "redis", durable=False)
        stack.callback(broker.stop)
        found = Stack(_servers._free_port())
        os.environ |= {
            "DATABASE_URL": database.url,
            "REDIS_URL": broker.url,
            "STORAGE_URL": f"file://{folder / 'storage'}",
            "PG_DUMP": str(database.programs / "pg_dump"),
            "DJANGO_SETTINGS_MODULE": "safelight.settings",
            "SECRET_KEY": "x" * 50,
            "SIGNING_KEY": "y" * 50,
        }
        found.roots = {"postgres": database.process.pid, "redis": broker.process.pid}
        yield found


@contextmanager
def serving(stack: Stack) -> Iterator[None]:
    """The web process and the workers, once the database is ready for them."""
    web = [
        "gunicorn", "safelight.wsgi:application", f"--bind=127.0.0.1:{stack.port}",
        "--worker-class=gthread", "--workers=2", "--threads=8", "--no-control-socket",
        "--log-level=critical",
    ]  # fmt: skip
    celery = ["celery", "--quiet", "-A", "safelight.celery"]
    worker = [
        *celery, "worker", "--pool=prefork", f"--concurrency={WORKERS}",
        "--queues=default,ingest,mail", "--without-gossip", "--without-mingle",
        "--loglevel=ERROR",
    ]  # fmt: skip
    with _program(web) as web_pid, _program(worker) as worker_pid:
        _wait_for(stack.port)
        stack.roots |= {"web": web_pid, "workers": worker_pid}
        yield


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


@contextmanager
def _program(command: list[str]) -> Iterator[int]:
    path = f"{_servers.ROOT / 'platform'}{os.pathsep}{_servers.ROOT}"
    process = subprocess.Popen(
        [sys.executable, "-m", *command], env={**os.environ, "PYTHONPATH": path}
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while not _servers._listens(port):
        if time.monotonic() > until:
            raise RuntimeError("The web process did not start")
        time.sleep(0.05)


def tree(pid: int) -> list[int]:
    """The process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in tree(int(child)))]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS  # own and of children that ended


def _pss(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(row.split()[1]) * 1024 for row in rollup.splitlines() if row.startswith("Pss:"))
