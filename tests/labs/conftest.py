"""Labs for tests: one that comes in a package of its own, installed for the time of the test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from modules.labs.adapters import registry
from modules.labs.contract import Lab
from tests.labs import darkroom

PACKAGE = Path(__file__).parent / "package"


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of ``tests/labs/package``, installed as anybody would, into a folder."""
    folder = tmp_path_factory.mktemp("installed")
    # Nothing is fetched: what builds it lies in uv itself.
    quiet = ["--offline", "--no-index", "--no-deps", "--no-config", "--no-cache", "--quiet"]
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        *quiet,
        "--target",
        str(folder),
        str(PACKAGE),
    ]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture
def with_package(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Labs are looked for while the package is there."""
    monkeypatch.syspath_prepend(str(installed))
    registry.forget()
    yield
    for name in [each for each in sys.modules if each.split(".")[0] == "darkroom_lab"]:
        del sys.modules[name]
    registry.forget()


@pytest.fixture
def darkroom_lab(with_package: None, desk: darkroom.Darkroom) -> Lab:
    """The package's adapter, whose lab is ``desk``."""
    lab = registry.get("darkroom")
    lab.address = desk.address  # type: ignore[attr-defined]
    return lab


@pytest.fixture
def desk() -> Iterator[darkroom.Darkroom]:
    with darkroom.running() as server:
        yield server
