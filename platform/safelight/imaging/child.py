"""A forked child that answers one request after another, with bounds on memory and time.

What it may hurt is itself: it keeps none of its parent's files and connections, and answers in
bytes that its parent reads as hostile. A new one for each photo would be simpler, but would cost a
quarter more processor time: the system clears all memory anew that a new process asks for.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

#: Bytes of a request, and of an answer.
LONGEST = 64 * 1024
#: Largest file the child may write, in bytes, unless it is told another size.
FILE_BYTES = 64 * 1024 * 1024
_TAKEN = b"taken"
# Of mallopt(3): from 32 MB on memory is asked for from the system, less is kept for the next photo.
_MMAP_THRESHOLD, _TRIM_THRESHOLD = (-3, 32 << 20), (-1, 1 << 30)


class TookTooLong(Exception):
    """The child was killed, because its time was up."""


class Died(Exception):
    """The child ended in the middle of its work, or said nothing that can be an answer."""


class Gone(Exception):
    """The child had ended before it took the request, for want of work."""


class Child:
    """Runs ``work`` for each request. It ends itself after ``idle`` seconds without one."""

    def __init__(
        self,
        work: Callable[[bytes], bytes],
        *,
        memory_bytes: int,
        file_bytes: int = FILE_BYTES,
        idle: float = 2.0,
    ) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            self._line.close()
            _be_the_child(theirs, work, (memory_bytes, file_bytes), idle)
        theirs.close()

    def ask(self, request: bytes, *, seconds: float) -> bytes:
        """Raises ``Gone``, and when the child is killed or dead ``TookTooLong`` or ``Died``."""
        self._line.settimeout(seconds)
        until = time.monotonic() + seconds
        try:
            self._line.send(int(seconds + 1).to_bytes(4, "big") + request)
            taken = self._line.recv(LONGEST)
        except TimeoutError as error:
            raise TookTooLong from error
        except OSError as error:
            raise Gone from error
        if not taken:
            raise Gone
        try:
            self._line.settimeout(max(0.001, until - time.monotonic()))
            answer = self._line.recv(LONGEST)
        except TimeoutError as error:
            raise TookTooLong from error
        except OSError as error:
            raise Died from error
        if not answer:
            raise Died
        return answer

    def end(self) -> None:
        """Kill it, wherever it is. A fork of the parent only lets go of its copy of the line."""
        self._line.close()
        if self.parent == os.getpid():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def _be_the_child(
    line: socket.socket, work: Callable[[bytes], bytes], bounds: tuple[int, int], idle: float
) -> NoReturn:
    """Everything the child does; it leaves without the parent's exit handlers."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        gc.freeze()  # the parent's objects: looking at them would copy their memory
        _let_go_of_files(line.fileno())
        _confine(*bounds)
        _keep_memory()
        while select.select([line], [], [], idle)[0] and (request := line.recv(LONGEST)):
            line.send(_TAKEN)
            _allow_seconds(int.from_bytes(request[:4], "big"))
            line.send(work(request[4:]))
    except BrokenPipeError:
        pass  # nobody waits for the answer
    except BaseException:  # noqa: BLE001 whatever it was: say so where workers log, and leave
        traceback.print_exc()
    finally:
        os._exit(0)


def _let_go_of_files(mine: int) -> None:
    """Point every file but the standard ones at nothing.

    A database connection would stay open after the parent's death, and hold its locks.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in {mine, nothing}:
            os.dup2(nothing, int(name), inheritable=False)


def _confine(memory_bytes: int, file_bytes: int) -> None:
    # Pages mapped now, before anything is decoded, are the worker's own and stay allowed. Systems
    # without /proc do not enforce this limit either.
    pages = Path("/proc/self/statm")
    if pages.exists():
        mapped = int(pages.read_text().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, mapped + memory_bytes)
    _lower(resource.RLIMIT_FSIZE, file_bytes)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _allow_seconds(seconds: int) -> None:
    """Processor time from now on; the system ends a process that takes more."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(time.process_time()) + 1 + seconds
    if hard != resource.RLIM_INFINITY:
        allowed = min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def _keep_memory() -> None:
    with suppress(AttributeError, OSError):  # another C library than glibc
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            mallopt(name, value)
