from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from safelight import imaging
from safelight.imaging import refusals, safely

Save = Callable[..., Path]


def test_it_gives_what_develop_gives(corners: Image.Image, save: Save, out_dir: Path) -> None:
    path = save(corners, "JPEG")
    assert imaging.develop_safely(path, out_dir) == imaging.develop(path, out_dir)


def test_it_passes_a_refusal_on(save: Save, corners: Image.Image, out_dir: Path) -> None:
    path = save(corners, "PNG")
    with pytest.raises(refusals.TooLarge, match="300 × 200"):
        imaging.develop_safely(path, out_dir, limits=imaging.Limits(pixels=1))


def test_it_ends_a_child_that_hangs() -> None:
    def hang() -> dict[str, Any]:
        time.sleep(30)
        return {}

    began = time.monotonic()
    with pytest.raises(refusals.TooSlow):
        safely.in_child(hang, seconds=0.2, memory_bytes=1 << 30)
    assert time.monotonic() - began < 5


def test_it_survives_a_child_that_dies() -> None:
    def die() -> dict[str, Any]:
        os.kill(os.getpid(), signal.SIGKILL)
        return {}

    with pytest.raises(refusals.Damaged):
        safely.in_child(die, seconds=5, memory_bytes=1 << 30)


def test_it_stops_a_child_that_eats_memory() -> None:
    def eat() -> dict[str, Any]:
        return {"eaten": len(bytearray(1 << 31))}

    with pytest.raises(refusals.TooComplex, match="too much memory"):
        safely.in_child(eat, seconds=5, memory_bytes=64 * 1024 * 1024)
