"""Photos for these tests: small ones made here, and the shared hostile and odd ones if present."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

_ROOT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """Where the shared photos lie: SAFELIGHT_SHARED, else beside the repository."""
    return Path(os.environ.get("SAFELIGHT_SHARED", _ROOT.parent / "shared")) / "photos"


def shared_files(folder: str) -> list[Path]:
    """Every file below ``folder`` of the shared photos; none when they are absent."""
    return sorted(path for path in (shared_folder() / folder).rglob("*") if path.is_file())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give ``hostile_file`` and ``odd_file`` one test a file."""
    for name in ("hostile", "odd"):
        if f"{name}_file" in metafunc.fixturenames:
            files = shared_files(name)
            absent = pytest.param(None, marks=pytest.mark.skip(f"no shared {name} photos here"))
            ids = [ascii(file.name)[-40:] for file in files] or ["absent"]
            metafunc.parametrize(f"{name}_file", files or [absent], ids=ids)


@pytest.fixture
def shared() -> Path:
    folder = shared_folder()
    if not folder.is_dir():
        pytest.skip(f"no shared photos at {folder}")
    return folder


@pytest.fixture
def corners() -> Image.Image:
    """300 × 200: red, green, blue, white from the top left, clockwise."""
    image = Image.new("RGB", (300, 200))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 149, 99), "red")
    draw.rectangle((150, 0, 299, 99), "lime")
    draw.rectangle((150, 100, 299, 199), "blue")
    draw.rectangle((0, 100, 149, 199), "white")
    return image


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Save a picture as a file of a format: ``save(image, "JPEG", exif=…)``."""

    def save(image: Image.Image, kind: str, name: str = "photo", **options: object) -> Path:
        buffer = io.BytesIO()
        image.save(buffer, kind, **options)
        path = tmp_path / name
        path.write_bytes(buffer.getvalue())
        return path

    return save


@pytest.fixture
def out_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
