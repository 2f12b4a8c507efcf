"""Develops in a forked child with bounds on memory and time, so that no file can hurt a worker.

A decoder that crashes, hangs or eats memory takes the child with it; the worker reads a sentence.
The child answers in JSON, never pickle: what a broken decoder writes must not become code.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from . import limits as bounds
from . import refusals
from .developing import Developed, Rendition, develop
from .facts import ImageFacts
from .limits import Limits
from .refusals import Damaged, Refused, TooComplex, TooSlow
from .sniff import Kind

#: Largest rendition file the child may write, in bytes.
_FILE_BYTES = 64 * 1024 * 1024


def develop_safely(
    path: Path,
    out_dir: Path,
    *,
    seconds: float = 60,
    memory_bytes: int = 1024 * 1024 * 1024,
    limits: Limits = bounds.DEFAULT,
) -> Developed:
    """As ``develop``, in a child that may use ``seconds`` and ``memory_bytes`` more than now.

    Raises what ``develop`` raises; TooSlow when time runs out, Damaged when the child dies.
    """

    def work() -> dict[str, Any]:
        return _written(develop(path, out_dir, limits=limits))

    answer = in_child(work, seconds=seconds, memory_bytes=memory_bytes)
    return _read(answer, out_dir)


def in_child(
    work: Callable[[], dict[str, Any]], *, seconds: float, memory_bytes: int
) -> dict[str, Any]:
    """Run ``work`` in a forked child and return the JSON object it made. Raises its Refused."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(work, writing, int(seconds) + 1, memory_bytes)
    os.close(writing)
    try:
        text = _all_of(reading, until=time.monotonic() + seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return _answer(text)


def _be_the_child(
    work: Callable[[], dict[str, Any]], writing: int, seconds: int, memory_bytes: int
) -> NoReturn:
    """Everything the child does; it leaves without the parent's exit handlers."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        _confine(seconds, memory_bytes)
        try:
            answer = {"done": work()}
        except Refused as refusal:
            answer = _refusal(refusal)
        except MemoryError:
            answer = _refusal(TooComplex(what="too much memory"))
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump(answer, pipe, default=str)
    except BaseException:  # noqa: BLE001 whatever it was: say so where workers log, and leave
        traceback.print_exc()
    finally:
        os._exit(0)


def _refusal(refusal: Refused) -> dict[str, Any]:
    return {"refused": {"name": type(refusal).__name__, "values": refusal.values}}


def _confine(seconds: int, memory_bytes: int) -> None:
    # Pages mapped now, before anything is decoded, are the worker's own and stay allowed. Systems
    # without /proc do not enforce this limit either.
    pages = Path("/proc/self/statm")
    if pages.exists():
        mapped = int(pages.read_text().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, mapped + memory_bytes)
    _lower(resource.RLIMIT_CPU, seconds)
    _lower(resource.RLIMIT_FSIZE, _FILE_BYTES)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _all_of(reading: int, *, until: float) -> bytes:
    """What the child writes until it closes its end. Raises TooSlow."""
    text = b""
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TooSlow
        part = os.read(reading, 65_536)
        if not part:
            return text
        text += part


def _answer(text: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise Damaged from error
    if "refused" in answer:
        kind = getattr(refusals, answer["refused"]["name"], Refused)
        raise kind(**answer["refused"]["values"])
    done: dict[str, Any] = answer["done"]
    return done


def _written(developed: Developed) -> dict[str, Any]:
    return asdict(developed) | {"thumbhash": developed.thumbhash.hex()}


def _read(answer: dict[str, Any], out_dir: Path) -> Developed:
    facts = ImageFacts(**answer["facts"] | {"kind": Kind(answer["facts"]["kind"])})
    renditions = tuple(
        Rendition(**made | {"path": out_dir / Path(made["path"]).name})
        for made in answer["renditions"]
    )
    return Developed(
        **answer
        | {
            "facts": facts,
            "renditions": renditions,
            "thumbhash": bytes.fromhex(answer["thumbhash"]),
        }
    )
