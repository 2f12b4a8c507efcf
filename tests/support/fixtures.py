"""Fixtures that many tests share beside the world of ``conftest``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import shared_folder
from tests.support.bucket_server import BucketServer, running
from tests.support.clean import forget_studios


@pytest.fixture
def shared() -> Path:
    """The folder of photographs and contracts that lies beside the checkout."""
    folder = shared_folder.find()
    if folder is None:
        pytest.skip(f"{shared_folder.NAME} is not there: set SAFELIGHT_SHARED to its path")
    return folder


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    """What one test has changed and rolled back is not known to the next one."""
    forget_studios()


@pytest.fixture(scope="session")
def bucket_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    """An S3-compatible server for the run, started for the first test that wants one."""
    with running(tmp_path_factory.mktemp("bucket-server")) as server:
        yield server


@pytest.fixture(autouse=True)
def _own_storage(
    tmp_path_factory: pytest.TempPathFactory,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing that a test stores or sends is left for the next one."""
    var = tmp_path_factory.mktemp("var")
    settings.VAR = var
    settings.STORAGE_URL = f"file://{var / 'storage'}"
    monkeypatch.setenv("STORAGE_URL", settings.STORAGE_URL)
    monkeypatch.setenv("SAFELIGHT_VAR", str(var))
