"""The platform on one machine.

``run``: all of it, until Ctrl-C. ``where``: addresses and sign-ins of the one that runs.
``with COMMAND``: a PostgreSQL and a Redis for as long as the command runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from safelight.configuration import Misconfigured, from_environment
from safelight.embedded import postgres, redis, running, stack
from safelight.embedded.output import Printer
from safelight.embedded.placement import PlacementError
from safelight.embedded.starting import Start, StepFailed, demo_lines
from safelight.embedded.supervisor import ProgramEnded, StoppedEarly, Supervisor
from safelight.embedded.surroundings import PortTaken, Surroundings, look_around, state_folder
from safelight.environment import kept_secrets

EXPECTED = (
    PlacementError,
    postgres.PostgresDidNotStart,
    redis.RedisDidNotStart,
    StepFailed,
    ProgramEnded,
)
CONFIGURATION = 2
RUNNING = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="safelight.embedded")
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run")
    run.add_argument("--photos", type=Path, help="photographs for the demonstration studios")
    run.add_argument("--no-demo", action="store_true", help="make no demonstration studios")
    verbs.add_parser("where")
    verbs.add_parser("with").add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    try:
        # Before anything is started: a wrong value costs nobody a wait.
        from_environment()
        var = state_folder(os.environ)
        if arguments.verb == "where":
            return _where(var)
        with running.take(var):
            if arguments.verb == "with":
                return _with_servers(var, arguments.command)
            around = look_around(os.environ, var)
            return _run(around, arguments.photos, demo=not arguments.no_demo)
    except Misconfigured as error:
        print("\n".join(error.problems), file=sys.stderr)
    except (PortTaken, *EXPECTED) as error:
        print(error, file=sys.stderr)
    except running.AlreadyRunning as error:
        print(error, file=sys.stderr)
        return RUNNING
    return CONFIGURATION


def _run(around: Surroundings, photos: Path | None, *, demo: bool) -> int:
    printer = Printer(around.var / "log")
    supervisor = Supervisor(printer)
    supervisor.catch_signals()
    ready = around.var / "ready"
    ready.unlink(missing_ok=True)
    code = 0
    try:
        Start(around, supervisor, printer).everything(photos, demo=demo)
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
        supervisor.close()
        printer.say("Stopped.")
        printer.close()
    return code


def _where(var: Path) -> int:
    ports = json.loads((var / "ports.json").read_text())
    host = os.environ.get("PLATFORM_HOST") or "localhost"
    print(f"http://{host}:{ports['PLATFORM_PORT']}")
    print("\n".join(demo_lines(var / "demo.json")))
    return 0


def _with_servers(var: Path, command: list[str]) -> int:
    """Run a command with a PostgreSQL and a Redis that a power cut may make forget."""
    database = postgres.start(var / "postgres", settings=postgres.FORGETFUL)
    try:
        broker = redis.start(var / "redis", durable=False)
        try:
            told = {
                **kept_secrets(var / "secrets.json"),
                "DATABASE_URL": database.url,
                "REDIS_URL": broker.url,
                "PG_DUMP": str(database.programs / "pg_dump"),
            }
            return subprocess.run(command, env={**os.environ, **told}, check=False).returncode
        finally:
            broker.stop()
    finally:
        database.stop()


if __name__ == "__main__":
    sys.exit(main())
