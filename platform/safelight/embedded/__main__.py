"""``python -m safelight.embedded run``: the whole platform, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from safelight.embedded import running, stack
from safelight.embedded.output import Printer
from safelight.embedded.placement import PlacementError
from safelight.embedded.postgres import PostgresDidNotStart
from safelight.embedded.redis import RedisDidNotStart
from safelight.embedded.starting import Start, StepFailed
from safelight.embedded.supervisor import ProgramEnded, StoppedEarly, Supervisor
from safelight.embedded.surroundings import PortTaken, Surroundings, look_around, state_folder

EXPECTED = (PlacementError, PostgresDidNotStart, RedisDidNotStart, StepFailed, ProgramEnded)
CONFIGURATION = 2
RUNNING = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="safelight.embedded")
    parser.add_argument("verb", choices=["run"])
    parser.add_argument("--photos", type=Path, help="photographs for the demonstration studios")
    arguments = parser.parse_args()
    # The settings are read before anything is started: a wrong value costs nobody a wait.
    if subprocess.run([sys.executable, "-m", "safelight.settings"], check=False).returncode:
        return CONFIGURATION
    var = state_folder(os.environ)
    try:
        lock = running.take(var)
        around = look_around(os.environ, var)
    except running.AlreadyRunning as error:
        print(error, file=sys.stderr)
        return RUNNING
    except PortTaken as error:
        print(error, file=sys.stderr)
        return CONFIGURATION
    with lock:
        return _run(around, arguments.photos)


def _run(around: Surroundings, photos: Path | None) -> int:
    printer = Printer(around.var / "log")
    supervisor = Supervisor(printer)
    supervisor.catch_signals()
    ready = around.var / "ready"
    ready.unlink(missing_ok=True)
    code = 0
    try:
        Start(around, supervisor, printer).everything(photos)
        ready.touch()
        supervisor.keep_running()
    except StoppedEarly:
        pass
    except EXPECTED as error:
        printer.say(str(error))
        code = 1
    finally:
        ready.unlink(missing_ok=True)
        printer.say("Stopping.")
        supervisor.stop(stack.STOP_ORDER)
        printer.say("Stopped.")
        printer.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
