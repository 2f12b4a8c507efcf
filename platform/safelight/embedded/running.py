"""Which supervisor runs in a checkout: at most one, known by a lock that dies with it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO


class AlreadyRunning(RuntimeError):
    """The platform of this checkout runs already; the number is its supervisor's process."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"Safelight runs already (process {pid}); bin/down stops it.")
        self.pid = pid


def take(var: Path) -> IO[str]:
    """Hold the checkout's lock for as long as the returned file stays open."""
    file = (var / "supervisor.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = int(file.read().strip() or "0")
        file.close()
        raise AlreadyRunning(pid) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file
