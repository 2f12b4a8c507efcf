"""PostgreSQL's own programs, told of the database without a password on a command line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection


class ProgramFailed(RuntimeError):
    """What PostgreSQL's program said."""


def dump(schema: str, into: Path, *, moment: str) -> None:
    """Write the schema as it was at ``moment`` as SQL. Raises ``ProgramFailed``."""
    options = ["--schema", schema, "--no-owner", "--no-privileges", "--file", str(into)]
    options.append(f"--snapshot={moment}")
    _run([_pg_dump(), *options, *_where()])


def load(statements: Iterable[bytes]) -> None:
    """Run SQL as one transaction: all of it, or nothing. Raises ``ProgramFailed``."""
    command = [_psql(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", *_where()]
    # The command is fixed; its arguments come from settings.
    with subprocess.Popen(  # noqa: S603
        command, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        try:
            for part in statements:
                process.stdin.write(part)
        except BrokenPipeError:
            # It ended by itself, and says why.
            pass
        said = process.communicate()[1]
    if process.returncode:
        raise ProgramFailed(said.decode(errors="replace").strip())


def _run(command: list[str]) -> None:
    # As above.
    ran = subprocess.run(  # noqa: S603
        command, env=_environment(), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise ProgramFailed(ran.stderr.strip())


def _pg_dump() -> str:
    return os.environ.get("PG_DUMP") or "pg_dump"


def _psql() -> str:
    beside = Path(_pg_dump()).with_name("psql")
    return str(beside) if beside.is_absolute() else "psql"


def _where() -> list[str]:
    known = connection.settings_dict
    place = [f"--host={known['HOST']}", f"--username={known['USER']}", f"--dbname={known['NAME']}"]
    return [*place, f"--port={known['PORT']}"] if known["PORT"] else place


def _environment() -> dict[str, str]:
    return {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
