from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safelight.embedded import nursery
from safelight.embedded.output import Printer
from safelight.embedded.process import Command
from safelight.embedded.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["first", "second"]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    printer = Printer(tmp_path / "log")
    supervisor = Supervisor(printer)
    yield supervisor
    supervisor.stop(NAMES)
    supervisor.close()
    printer.close()


def _command(word: str) -> Command:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/platform:{ROOT}"}
    argv = [sys.executable, "-m", "tests.embedded.newborn", word]
    return Command(argv, environment=environment, folder=ROOT)


def _commands() -> dict[str, Command]:
    return {name: _command(f"I am {name}") for name in NAMES}


def _said(tmp_path: Path, name: str) -> str:
    log = tmp_path / "log" / f"{name}.log"
    return log.read_text() if log.exists() else ""


def _until(condition: Callable[[], bool], look: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        look()


def _pids(supervisor: Supervisor) -> list[int]:
    return [supervisor._children[name].process.pid for name in NAMES]


def _all_said(tmp_path: Path) -> bool:
    last = [_said(tmp_path, name).rpartition(" parent=") for name in NAMES]
    return all(found and number.endswith("\n") for _, found, number in last)


def test_it_makes_programs_loaded_and_our_own_children(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.launch_together(_commands())
    _until(lambda: _all_said(tmp_path), supervisor.look_after)
    for name in NAMES:
        expected = f"I am {name} ready=True alone=True parent={os.getpid()}\n"
        assert _said(tmp_path, name).endswith(expected)


def test_it_shares_most_of_what_was_loaded(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.launch_together(_commands())
    _until(lambda: _all_said(tmp_path), supervisor.look_after)
    for pid in _pids(supervisor):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        size = {key: int(kb) for key, kb in re.findall(r"^(\w+): +(\d+) kB", rollup, re.MULTILINE)}
        assert size["Anonymous"] > 50_000
        assert size["Private_Dirty"] < size["Anonymous"] / 3


def test_it_starts_one_that_crashed_again_alone(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.launch_together(_commands())
    _until(lambda: _all_said(tmp_path), supervisor.look_after)
    first, second = _pids(supervisor)
    os.kill(first, signal.SIGKILL)
    _until(lambda: _said(tmp_path, "first").count("I am first") == 2, supervisor.look_after)
    assert "first ended with code -9" in (tmp_path / "log" / "up.log").read_text()
    assert _said(tmp_path, "first").endswith(f"ready=False alone=True parent={os.getpid()}\n")
    assert _pids(supervisor)[1] == second


def test_it_stops_them_as_any_program(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.launch_together(_commands())
    _until(lambda: _all_said(tmp_path), supervisor.look_after)
    pids = _pids(supervisor)
    began = time.monotonic()
    supervisor.stop(NAMES)
    assert time.monotonic() - began < 10
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_it_starts_each_for_itself_where_nothing_can_be_loaded(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = _commands()
    monkeypatch.setattr(nursery, "LOADING", 0.01)
    supervisor.launch_together(commands)
    _until(lambda: _all_said(tmp_path), supervisor.look_after)
    assert "ready=False" in _said(tmp_path, "first")
    assert "ready=False" in _said(tmp_path, "second")


def test_its_programs_die_with_the_supervisor(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from safelight.embedded.output import Printer\n"
        "from safelight.embedded.supervisor import Supervisor\n"
        "from tests.embedded import test_nursery\n"
        f"supervisor = Supervisor(Printer(Path({str(tmp_path / 'log')!r})))\n"
        "supervisor.launch_together(test_nursery._commands())\n"
        "print(*test_nursery._pids(supervisor), file=sys.stderr, flush=True)\n"
        "supervisor.keep_running()"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/platform:{ROOT}"}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE) as parent:
        assert parent.stderr is not None
        pids = parent.stderr.readline().split()
        _until(lambda: _all_said(tmp_path), lambda: time.sleep(0.05))
        parent.kill()
    assert len(pids) == len(NAMES)
    _until(lambda: not any(map(_lives, map(int, pids))), lambda: time.sleep(0.05))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
