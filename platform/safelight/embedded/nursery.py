"""Starts web and worker as forks of one process that has loaded what both need.

Loaded by each for itself, Django and the modules take 80 MB twice. The process that forks them ends
at once, and they become the supervisor's own children (``PR_SET_CHILD_SUBREAPER``, prctl(2)), known
by their names in place of a command line. One that is started again later loads for itself.
"""

from __future__ import annotations

import ctypes
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from safelight.embedded.process import PR_SET_PDEATHSIG, Command, die_with_parent

_PR_SET_NAME, _PR_SET_CHILD_SUBREAPER = 15, 36
#: Seconds for loading, and for the process that loaded to end.
LOADING, LEAVING = 60, 10


class Stillborn(RuntimeError):
    """Nothing was started together; what the loading process said is among the first's words."""


class Born:
    """A process that another forked for us; for a supervisor what a ``subprocess.Popen`` is."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def wait(self) -> int:
        """Its exit code, negative for the signal that ended it."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        # Nobody else reaps it, so the number is still its own.
        if self.returncode is None:
            os.kill(self.pid, number)


def bear(programs: Mapping[str, tuple[Command, int]]) -> dict[str, Born]:
    """Start programs, each with the pipe that it writes to. They have one environment and folder.

    Their commands are ``python -m module arguments``. Raises ``Stillborn``.
    """
    command, output = next(iter(programs.values()))
    wanted = {
        name: {"argv": list(each.argv[2:]), "output": pipe, "stop": int(each.stop_signal)}
        for name, (each, pipe) in programs.items()
    }
    with _adopting():
        try:
            loaded = subprocess.run(
                [sys.executable, "-m", "safelight.embedded.nursery"],
                input=json.dumps(wanted).encode(),
                stdout=subprocess.PIPE,
                stderr=output,
                env=dict(command.environment),
                cwd=command.folder,
                pass_fds=[pipe for _, pipe in programs.values()],
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGKILL),
                timeout=LOADING,
                check=True,
            )
            return {name: Born(pid) for name, pid in json.loads(loaded.stdout).items()}
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            raise Stillborn from error


@contextmanager
def _adopting() -> Iterator[None]:
    """Children of our children become ours when their parent ends; elsewhere than on Linux not."""
    if not sys.platform.startswith("linux"):
        raise Stillborn
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        _prctl(_PR_SET_CHILD_SUBREAPER, 0)


def _prctl(what: int, value: int | bytes) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(what, value, 0, 0, 0):
        raise Stillborn(os.strerror(ctypes.get_errno()))


def main() -> None:
    """Load, fork each program that standard input names, say their process numbers, and end."""
    wanted: dict[str, dict[str, Any]] = json.load(sys.stdin)
    supervisor = os.getppid()
    _load()
    born: dict[str, int] = {}
    for name in wanted:
        try:
            pid = os.fork()
        except OSError:
            # All or none: the supervisor will start each for itself.
            for other in born.values():
                os.kill(other, signal.SIGKILL)
            raise
        if pid == 0:
            return _become(name, wanted, supervisor)
        born[name] = pid
    os.write(1, json.dumps(born).encode())
    # Python's own way out would write on every page that is shared.
    os._exit(0)


def _load() -> None:
    import safelight.wsgi  # noqa: F401 - only here: the supervisor imports this module, stays small
    from safelight import preloading  # the same
    from safelight.celery import app  # the same

    app.loader.import_default_modules()
    preloading.load()
    preloading.settle()


def _become(name: str, programs: Mapping[str, Mapping[str, Any]], supervisor: int) -> None:
    """Be the program, once the supervisor is our parent."""
    os.setsid()
    for standard in (1, 2):
        os.dup2(programs[name]["output"], standard)
    for program in programs.values():
        os.close(program["output"])
    os.dup2(os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC), 0)
    _prctl(_PR_SET_NAME, name.encode())
    until = time.monotonic() + LEAVING
    while os.getppid() != supervisor and time.monotonic() < until:
        time.sleep(0.002)
    _prctl(PR_SET_PDEATHSIG, programs[name]["stop"])
    if os.getppid() != supervisor:
        sys.exit("The supervisor has ended.")
    sys.argv = list(programs[name]["argv"])
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
