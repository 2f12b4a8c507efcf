"""Room on this machine for what one run makes or fetches: gone when the run is over.

It lies below the storage's local folder, on the disk of growing uploads, so that a finished file is
moved and not copied.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from safelight.storage import folders

_WORK = "work"


@contextmanager
def folder(local: Path, studio: uuid.UUID) -> Iterator[Path]:
    """A folder of this run alone below ``local``, removed with all that is in it."""
    made = _work(local, studio) / uuid.uuid4().hex
    folders.make_folder(made, below=local)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def remove_old(local: Path, studio: uuid.UUID, *, before: datetime) -> int:
    """Remove what killed runs left; how many folders that were."""
    removed = 0
    for each in _work(local, studio).glob("*"):
        if each.stat().st_mtime < before.timestamp():
            shutil.rmtree(each, ignore_errors=True)
            removed += 1
    return removed


def _work(local: Path, studio: uuid.UUID) -> Path:
    return local / studio.hex / _WORK
