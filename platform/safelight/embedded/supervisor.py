"""Keeps programs running: starts, restarts with a growing pause, stops in order."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from safelight.embedded import nursery
from safelight.embedded.output import Printer
from safelight.embedded.process import STOP_SECONDS, Command, Process, spawn

TICK_SECONDS = 0.2
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0


class StoppedEarly(Exception):
    """A person asked us to stop while we were still starting."""


class ProgramEnded(RuntimeError):
    """A program ended, or did not answer in time, while we waited for it."""


@dataclass
class Child:
    """A program that should be running, and when to try again if it is not."""

    name: str
    command: Command
    process: Process
    started: float = field(default_factory=time.monotonic)
    pause: float = 1.0
    again_at: float | None = None


class Supervisor:
    """One thread for everything, so that a child started late cannot inherit a held lock."""

    def __init__(self, printer: Printer) -> None:
        self.stopping = False
        self._printer = printer
        self._children: dict[str, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._impatient = False

    def catch_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def launch(self, name: str, command: Command) -> subprocess.Popen[bytes]:
        """Start a program that is to be kept running."""
        process = self._spawn(name, command)
        self._children[name] = Child(name, command, process)
        return process

    def launch_together(self, commands: Mapping[str, Command]) -> None:
        """Start programs as forks of one that has loaded what they share, if that can be."""
        pipes = {name: os.pipe() for name in commands}
        try:
            born = nursery.bear({name: (commands[name], pipes[name][1]) for name in commands})
        except nursery.Stillborn:
            born = {}
        for name, (ours, theirs) in pipes.items():
            os.close(theirs)
            self._selector.register(ours, selectors.EVENT_READ, name)
            if name in born:
                self._children[name] = Child(name, commands[name], born[name])
            else:
                self.launch(name, commands[name])

    def run_once(self, name: str, command: Command) -> int:
        """Run a program to its end, showing what it says; returns its exit code."""
        process = self._spawn(name, command)
        while not _has_ended(process):
            self._pump(keep=True)
        self._drain()
        return _reap(process)

    def wait_for(self, name: str, ready: Callable[[], bool], seconds: float) -> None:
        """Go on when ``ready`` says so. A program that ends before is not started again."""
        deadline = time.monotonic() + seconds
        while not ready():
            if _has_ended(self._children[name].process):
                self._drain()
                raise ProgramEnded(f"{name} ended while it was starting; see var/log/{name}.log.")
            if time.monotonic() > deadline:
                raise ProgramEnded(f"{name} did not answer within {seconds:.0f} seconds.")
            self._pump()

    def keep_running(self) -> None:
        """Until asked to stop: show what programs say and start again those that ended."""
        while not self.stopping:
            self.look_after()

    def look_after(self) -> None:
        """One round of it, of at most a fifth of a second."""
        self._tick()
        self._restart_ended()

    def close(self) -> None:
        """Give back the pipes, when nothing runs any more."""
        for key in list(self._selector.get_map().values()):
            os.close(key.fd)
        self._selector.close()

    def stop(self, order: list[str]) -> None:
        """Stop one after the other; a second Ctrl-C, or 20 seconds, ends patience."""
        self.stopping = True
        for name in order:
            if child := self._children.pop(name, None):
                self._stop_child(child)

    def _pump(self, *, keep: bool = False) -> None:
        self._tick()
        if keep:
            self._restart_ended()
        if self.stopping:
            raise StoppedEarly

    def _tick(self, seconds: float = TICK_SECONDS) -> int:
        events = self._selector.select(seconds)
        for key, _mask in events:
            data = os.read(key.fd, 65536)
            if data:
                self._printer.write(key.data, data)
            else:
                self._selector.unregister(key.fileobj)
                os.close(key.fd)
        if not events and not self._selector.get_map():
            time.sleep(seconds)
        return len(events)

    def _drain(self) -> None:
        while self._tick(0.0):
            pass

    def _spawn(self, name: str, command: Command) -> subprocess.Popen[bytes]:
        ours, theirs = os.pipe()
        try:
            process = spawn(command, theirs)
        finally:
            os.close(theirs)
        self._selector.register(ours, selectors.EVENT_READ, name)
        return process

    def _restart_ended(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            if child.again_at is None and _has_ended(child.process):
                self._note_end(child, now)
            elif child.again_at is not None and now >= child.again_at:
                child.process = self._spawn(child.name, child.command)
                child.started, child.again_at = now, None

    def _note_end(self, child: Child, now: float) -> None:
        code = _reap(child.process)
        if now - child.started > STEADY_SECONDS:
            child.pause = 1.0
        child.again_at = now + child.pause
        self._printer.say(
            f"{child.name} ended with code {code}; starting again in {child.pause:.0f} s."
        )
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _stop_child(self, child: Child) -> None:
        if child.again_at is not None:
            return
        if not _has_ended(child.process):
            child.process.send_signal(child.command.stop_signal)
        deadline = time.monotonic() + STOP_SECONDS
        while not _has_ended(child.process):
            if self._impatient or time.monotonic() > deadline:
                break
            self._tick(0.05)
        _reap(child.process)
        self._drain()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._impatient = self.stopping
        self.stopping = True


def _has_ended(process: Process) -> bool:
    # WNOWAIT leaves the process to be reaped: until then nobody else can get its number.
    if process.returncode is not None:
        return True
    options = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, options) is not None


def _reap(process: Process) -> int:
    """Kill what is left of the child's session, a pool whose master died among it."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()
