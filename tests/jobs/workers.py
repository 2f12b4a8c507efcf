"""Starting worker processes on the test's database, and waiting for what they do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import connection

from tenants.context import public_context


def environment(**extra: str) -> dict[str, str]:
    """This process's, with the test database in place of the developer's."""
    settings = connection.settings_dict
    url = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}"
        f"@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**os.environ, "DATABASE_URL": url, "PYTHONPATH": path, **extra}


def start(queue: str, **extra: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.jobs.worker", queue]
    return subprocess.Popen(command, env=environment(**extra))


def wait_for(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("It did not happen in time.")
        time.sleep(0.02)


def in_thread(function: Callable[[], object]) -> Callable[[], object]:
    """``function`` on a connection of its own, which starts in public and is closed after."""

    def run() -> object:
        try:
            with public_context():
                return function()
        finally:
            connection.close()

    return run
