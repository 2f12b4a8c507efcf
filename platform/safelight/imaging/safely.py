"""Develops in a forked child with bounds on memory and time, so that no file can hurt a worker.

A decoder that crashes, hangs or eats memory takes the child with it; the worker reads a sentence.
The child answers in JSON, never pickle: what a broken decoder writes must not become code.
"""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import limits as bounds
from . import refusals
from .child import Child, Died, Gone, TookTooLong
from .developing import Developed, Rendition, develop, rendition_name
from .facts import ImageFacts
from .limits import Limits
from .refusals import Damaged, Refused, TooComplex, TooSlow
from .sniff import Kind

MEMORY_BYTES = 1024 * 1024 * 1024
#: A child is replaced after so many photos, and after the first that was not a plain one.
PHOTOS_A_CHILD = 50

_KINDS: dict[str, type[Refused]] = {
    name: kind
    for name, kind in vars(refusals).items()
    if isinstance(kind, type) and issubclass(kind, Refused)
}


class _Keeper:
    """The one child of this process, for as long as it may be used again."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._terms: tuple[str, int] = ("", 0)
        self._photos = 0

    def ask(self, request: bytes, terms: tuple[str, int], seconds: float) -> bytes:
        if terms != self._terms or self._photos >= PHOTOS_A_CHILD:
            self.end()
        try:
            return self._asked(request, terms, seconds)
        except Gone:
            # It had no work for a while and left; nobody has touched this photo yet.
            self.end()
            return self._asked(request, terms, seconds)

    def _asked(self, request: bytes, terms: tuple[str, int], seconds: float) -> bytes:
        if self._child is None or self._child.parent != os.getpid():
            self.end()
            self._child, self._terms = Child(_work, memory_bytes=terms[1]), terms
        self._photos += 1
        return self._child.ask(request, seconds=seconds)

    def end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child, self._photos = None, 0


_keeper = _Keeper()


def develop_safely(
    path: Path,
    out_dir: Path,
    *,
    owner: str = "",
    seconds: float = 60,
    memory_bytes: int = MEMORY_BYTES,
    limits: Limits = bounds.DEFAULT,
) -> Developed:
    """As ``develop``, in a child that may use ``seconds`` and ``memory_bytes`` more than it has.

    Photos of one ``owner`` may share a child, one after the other; another's never do.
    Raises what ``develop`` raises; TooSlow when time runs out, Damaged when the child dies.
    """
    request = {"path": str(path), "out_dir": str(out_dir), "limits": asdict(limits)}
    is_plain = False
    try:
        with ends_as_refusals():
            answer = _keeper.ask(json.dumps(request).encode(), (owner, memory_bytes), seconds)
        developed = _read(answer, out_dir)
        is_plain = True
    finally:
        if not is_plain:
            # Whatever such a file did to its decoder, no other photo meets it.
            _keeper.end()
    return developed


@contextmanager
def ends_as_refusals() -> Iterator[None]:
    """Say of a child that was too slow, or has died, what that says of the file."""
    try:
        yield
    except TookTooLong as error:
        raise TooSlow from error
    except (Died, Gone) as error:
        raise Damaged from error


def end() -> None:
    """End the child that waits for more, if there is one."""
    _keeper.end()


atexit.register(end)


def _work(request: bytes) -> bytes:
    """What the child does with one request."""
    asked = json.loads(request)
    try:
        limits = Limits(**asked["limits"])
        made = develop(Path(asked["path"]), Path(asked["out_dir"]), limits=limits)
        answer = {"done": asdict(made) | {"thumbhash": made.thumbhash.hex()}}
    except Refused as refusal:
        answer = refusal_told(refusal)
    except MemoryError:
        answer = refusal_told(TooComplex(what="too much memory"))
    return json.dumps(answer, default=str).encode()


def refusal_told(refusal: Refused) -> dict[str, Any]:
    """A refusal as the child says it."""
    return {"refused": {"name": type(refusal).__name__, "values": refusal.values}}


def _read(text: bytes, out_dir: Path) -> Developed:
    """The answer as the parent believes it. Raises its Refused, or Damaged for anything else."""
    try:
        answer = json.loads(text)
        raise_if_refused(answer)
        return _developed(answer["done"], out_dir)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged from error


def raise_if_refused(answer: dict[str, Any]) -> None:
    """Raises the ``Refused`` that the child told of, if any; ``LookupError`` for none of ours."""
    if "refused" in answer:
        raise _KINDS[answer["refused"]["name"]](**answer["refused"]["values"])


def _developed(done: dict[str, Any], out_dir: Path) -> Developed:
    facts = ImageFacts(**done["facts"] | {"kind": Kind(done["facts"]["kind"])})
    renditions = tuple(
        Rendition(**made | {"path": out_dir / rendition_name(made["edge"])})
        for made in done["renditions"]
    )
    return Developed(
        **done
        | {
            "facts": facts,
            "renditions": renditions,
            "thumbhash": bytes.fromhex(done["thumbhash"]),
        }
    )
