"""Makes a print file in a forked child of its own, bounded by what is asked of it (``safely``)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from . import limits as bounds
from .child import FILE_BYTES, Child
from .limits import Limits
from .printing import MOST_PIXELS, Printed, PrintSpec, print_file
from .refusals import Damaged, Refused, TooComplex
from .safely import ends_as_refusals, raise_if_refused, refusal_told

#: For the photo and its decoder (``Limits.working_bytes``); the print itself comes on top.
SOURCE_BYTES = 768 * 1024 * 1024
#: Of a print in memory. On disk even noise stays below three.
BYTES_A_PIXEL = 4


def print_file_safely(
    path: Path,
    out: Path,
    spec: PrintSpec,
    *,
    seconds: float = 120,
    limits: Limits = bounds.DEFAULT,
) -> Printed:
    """As ``print_file``. Raises what that raises; TooSlow when time runs out, Damaged when the
    child dies.
    """
    pixels = min(MOST_PIXELS, spec.size[0] * spec.size[1])
    request = {
        "path": str(path),
        "out": str(out),
        "spec": asdict(spec),
        "limits": asdict(limits),
    }
    child = Child(
        _work,
        memory_bytes=SOURCE_BYTES + BYTES_A_PIXEL * pixels,
        file_bytes=max(FILE_BYTES, BYTES_A_PIXEL * pixels),
    )
    try:
        with ends_as_refusals():
            answer = child.ask(json.dumps(request).encode(), seconds=seconds)
        return _read(answer)
    finally:
        child.end()


def _work(request: bytes) -> bytes:
    asked = json.loads(request)
    spec = asked["spec"]
    spec |= {"size": tuple(spec["size"]), "box": tuple(spec["box"])}
    try:
        made = print_file(
            Path(asked["path"]),
            Path(asked["out"]),
            PrintSpec(**spec),
            limits=Limits(**asked["limits"]),
        )
        answer = {"done": asdict(made)}
    except Refused as refusal:
        answer = refusal_told(refusal)
    except MemoryError:
        answer = refusal_told(TooComplex(what="too much memory"))
    return json.dumps(answer, default=str).encode()


def _read(text: bytes) -> Printed:
    """The answer as the parent believes it."""
    try:
        answer = json.loads(text)
        raise_if_refused(answer)
        return Printed(**{name: int(value) for name, value in answer["done"].items()})
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged from error
