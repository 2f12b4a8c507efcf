"""Child processes that cannot outlive the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 20


@dataclass(frozen=True)
class Identity:
    """The numeric user and group that a program runs under."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Command:
    """A program that is ready to be started: arguments, environment, user, how it is stopped."""

    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    identity: Identity | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    folder: Path | None = None


class Process(Protocol):
    """What a supervisor needs of a child; a ``subprocess.Popen`` is one."""

    pid: int
    returncode: int | None

    def wait(self) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


def spawn(command: Command, output: int | IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that Ctrl-C reaches it through us, in order."""
    identity = command.identity
    return subprocess.Popen(
        list(command.argv),
        env=dict(command.environment),
        cwd=command.folder or "/",
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        user=identity.uid if identity else None,
        group=identity.gid if identity else None,
        extra_groups=[] if identity else None,
        preexec_fn=die_with_parent(command.stop_signal),
    )


def stop(
    process: subprocess.Popen[bytes], how: signal.Signals, seconds: float = STOP_SECONDS
) -> None:
    """Ask a child to stop, wait, and kill its whole session if it does not."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port(wanted: int = 0, host: str = "127.0.0.1") -> int:
    """Return the wanted TCP port when nobody listens on it, else one that is free now."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("No TCP port is free on this machine.")


def die_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """What a child does before it becomes a program, to be told when we are gone."""
    # Without this a supervisor that is killed leaves servers behind that hold the data folder.
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, int(how))

    return arrange
