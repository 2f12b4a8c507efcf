from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from safelight.embedded import placement, postgres, redis
from safelight.embedded.process import Identity

ROOT = Path(__file__).resolve().parents[2]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for servers; what root puts elsewhere goes into a folder of the test as well."""
    tmp_path.chmod(0o700)
    state = Path(f"/tmp/safelight-test-{os.getpid()}")  # noqa: S108 - others may look through it
    monkeypatch.setattr(placement, "STATE_FOLDER", state)
    yield tmp_path
    subprocess.run(["rm", "-rf", str(state)], check=True)


def _start(folder: Path) -> postgres.Server:
    return postgres.start(folder / "postgres", settings=postgres.FORGETFUL)


def test_it_finds_its_tables_again_after_a_restart(folder: Path) -> None:
    first = _start(folder)
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    first.stop()
    second = _start(folder)
    try:
        assert second.url == first.url
        with psycopg.connect(second.url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    finally:
        second.stop()


def test_it_lets_nobody_in_without_the_password(folder: Path) -> None:
    server = _start(folder)
    try:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(server.url, password="guessed")
        assert stat.S_IMODE((folder / "postgres.passwords").stat().st_mode) == 0o600
    finally:
        server.stop()


def test_it_gives_a_role_that_is_no_superuser_but_makes_databases(folder: Path) -> None:
    server = _start(folder)
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
            rights = connection.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
            assert rights.fetchone() == (False,)
            sorting = connection.execute("SELECT lower('ÄÖ')")
            assert sorting.fetchone() == ("äö",)
    finally:
        server.stop()


@as_root
def test_it_runs_beside_a_closed_home_and_leaves_its_permissions(folder: Path) -> None:
    server = _start(folder)
    try:
        owner = os.stat(f"/proc/{server.process.pid}").st_uid
        assert owner in placement.UNUSED_UIDS
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        data = Path((folder / "postgres.place").read_text().strip())
        assert data.is_relative_to(placement.STATE_FOLDER)
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
    finally:
        server.stop()


@as_root
def test_it_keeps_data_in_the_checkout_where_the_server_can_reach_it(folder: Path) -> None:
    placement.STATE_FOLDER.mkdir(mode=0o755)
    wanted = placement.STATE_FOLDER / "open" / "postgres"
    assert placement.data_folder(wanted, Identity(61000, 61000)) == wanted


@as_root
def test_it_copies_programs_that_the_server_cannot_reach(folder: Path) -> None:
    installed = folder / "package" / "pginstall"
    (installed / "bin").mkdir(parents=True)
    (installed / "bin" / "postgres").write_text("#!/bin/sh\n")
    (installed / "bin" / "postgres").chmod(0o755)
    (folder / "package.libs").mkdir()
    copy = placement.program_folder(installed, folder / "package.libs", Identity(61000, 61000))
    reached = subprocess.run([str(copy / "bin" / "postgres")], user=61000, group=61000, cwd="/")
    assert reached.returncode == 0
    assert (copy.parent.parent / "package.libs").is_dir()


def test_it_dies_with_the_process_that_started_it(folder: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from safelight.embedded import redis;"
        f"print(redis.start(Path({str(folder / 'redis')!r})).process.pid, flush=True);"
        "time.sleep(60)"
    )
    environment = {"PYTHONPATH": str(ROOT / "platform")}
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        server = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _alive(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(server)


def test_it_keeps_what_redis_was_told(folder: Path) -> None:
    for expected in (None, b"kept"):
        server = redis.start(folder / "redis")
        with Redis.from_url(server.url) as client:
            assert client.get("note") == expected
            client.set("note", "kept")
        server.stop()


def test_it_says_why_a_server_did_not_start(folder: Path) -> None:
    with pytest.raises(postgres.PostgresDidNotStart, match="no_such_setting"):
        postgres.start(folder / "postgres", settings={"no_such_setting": "1"})


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
