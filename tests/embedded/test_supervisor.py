from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safelight.embedded import running, surroundings
from safelight.embedded.output import Printer
from safelight.embedded.process import Command
from safelight.embedded.supervisor import ProgramEnded, Supervisor

ROOT = Path(__file__).resolve().parents[2]
STAYS = "import time; print('here', flush=True); time.sleep(60)"


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    printer = Printer(tmp_path / "log")
    supervisor = Supervisor(printer)
    yield supervisor
    supervisor.stop(["first", "second", "pool"])
    supervisor.close()
    printer.close()


def _python(script: str) -> Command:
    return Command([sys.executable, "-c", script])


def _until(condition: Callable[[], bool], supervisor: Supervisor) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        supervisor.look_after()


def test_it_starts_a_crashed_program_again(supervisor: Supervisor, tmp_path: Path) -> None:
    process = supervisor.launch("first", _python(STAYS))
    log = tmp_path / "log" / "first.log"
    _until(lambda: log.exists() and log.read_text().count("here") == 1, supervisor)
    process.kill()
    _until(lambda: log.read_text().count("here") == 2, supervisor)
    assert "first ended with code -9" in (tmp_path / "log" / "up.log").read_text()


def test_it_stops_programs_in_order(supervisor: Supervisor, tmp_path: Path) -> None:
    note = tmp_path / "order"
    script = (
        "import signal, sys, time\n"
        "def leave(*_):\n"
        f"    open({str(note)!r}, 'a').write(sys.argv[1] + ' '); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, leave); print('here', flush=True); time.sleep(60)"
    )
    for name in ("second", "first"):
        supervisor.launch(name, Command([sys.executable, "-c", script, name]))
    logs = [tmp_path / "log" / f"{name}.log" for name in ("first", "second")]
    _until(lambda: all(log.exists() and log.read_text() for log in logs), supervisor)
    supervisor.stop(["first", "second"])
    assert note.read_text() == "first second "


def test_it_leaves_no_child_of_a_killed_pool(supervisor: Supervisor, tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    process = supervisor.launch("pool", _python(script))
    log = tmp_path / "log" / "pool.log"
    _until(lambda: log.exists() and log.read_text().endswith("\n"), supervisor)
    child = int(log.read_text().split()[-1])
    process.kill()
    _until(lambda: not _alive(child), supervisor)


def test_it_names_a_program_that_ends_while_it_is_awaited(supervisor: Supervisor) -> None:
    supervisor.launch("first", _python("raise SystemExit(4)"))
    with pytest.raises(ProgramEnded, match="first ended while it was starting"):
        supervisor.wait_for("first", lambda: False, 10)


def test_it_prefixes_each_line_with_its_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printer = Printer(tmp_path)
    printer.write("web", b"one\ntw")
    printer.write("worker", b"other\n")
    printer.write("web", b"o\n")
    printer.close()
    assert capsys.readouterr().out == ("web      | one\nworker   | other\nweb      | two\n")


def test_it_takes_other_ports_when_the_usual_ones_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "free_port", lambda wanted=0: wanted + 1000)
    around = surroundings.look_around({}, tmp_path)
    assert around.environment["PLATFORM_PORT"] == "9000"
    monkeypatch.setattr(surroundings, "free_port", lambda wanted=0: wanted)
    again = surroundings.look_around({}, tmp_path)
    assert (again.environment["PLATFORM_PORT"], again.environment["DATA_PORT"]) == ("9000", "9001")


def test_it_refuses_a_port_that_was_asked_for_and_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "free_port", lambda wanted=0: 1)
    with pytest.raises(surroundings.PortTaken, match="DATA_PORT is 8001"):
        surroundings.look_around({"DATA_PORT": "8001"}, tmp_path)


def test_it_tells_programs_run_by_hand_where_the_files_are(tmp_path: Path) -> None:
    bucket = {"STORAGE_URL": "s3://photos", "AWS_ACCESS_KEY_ID": "a", "UPLOAD_DIR": "/srv/in"}
    surroundings.look_around(bucket, tmp_path).keep()
    kept = json.loads((tmp_path / "environment.json").read_text())
    assert bucket.items() <= kept.items()
    assert (tmp_path / "environment.json").stat().st_mode & 0o777 == 0o600


def test_it_runs_once_in_a_checkout(tmp_path: Path) -> None:
    with running.take(tmp_path), pytest.raises(running.AlreadyRunning) as refused:
        running.take(tmp_path)
    assert refused.value.pid == os.getpid()
    running.take(tmp_path).close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    """A state folder; what root's server keeps elsewhere is cleared away as well."""
    yield tmp_path
    place = tmp_path / "postgres.place"
    if place.exists() and not (data := Path(place.read_text().strip())).is_relative_to(tmp_path):
        shutil.rmtree(data.parent)


def test_it_gives_a_command_its_servers_and_its_exit_code(state: Path) -> None:
    seen = "import os; print(os.environ['DATABASE_URL'][:13], os.environ['REDIS_URL'][:8])"
    command = [sys.executable, "-m", "safelight.embedded", "with", sys.executable, "-c"]
    ended = subprocess.run(
        [*command, f"{seen}; raise SystemExit(5)"],
        env={**os.environ, "SAFELIGHT_VAR": str(state), "PYTHONPATH": str(ROOT / "platform")},
        capture_output=True,
        text=True,
    )
    assert ended.stdout == "postgresql:// redis://\n"
    assert ended.returncode == 5


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
