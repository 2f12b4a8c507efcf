"""Processes under measurement: what they cost, and when they listen."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
_TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in tree(int(child)))]


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds so far, with those of children that have ended."""
    return sum(map(_ticks, pids)) / _TICKS


def memory_bytes(pids: Iterable[int]) -> int:
    """Proportional set sizes (PSS): a page that several share counts once in all."""
    return sum(map(_proportional, pids))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: list[str], environment: dict[str, str], *, port: int, seconds: float = 30
) -> Iterator[int]:
    """A program for as long as the block lasts, once it listens; its process id."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + seconds
        while not _listens(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) == 0


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))  # own, and of children that ended


def _proportional(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(row.split()[1]) * 1024 for row in rollup.splitlines() if row.startswith("Pss:"))
