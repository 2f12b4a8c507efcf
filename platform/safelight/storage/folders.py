"""Folders and files of the storage on this machine: with the modes they must have, and durable."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FILE_MODE = 0o640
_FOLDER_MODE = 0o750
_TRIES = 5


@contextmanager
def create_file(path: Path) -> Iterator[BinaryIO]:
    """A new file, 0640; fails where something of that name exists, a link included."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        yield file


def make_folder(folder: Path, *, below: Path) -> None:
    """Make the folder and its parents up to ``below``, each 0750; change no folder that exists."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder == below:
            break
        folder = folder.parent
    if below in missing:
        below.parent.mkdir(parents=True, exist_ok=True)
    for each in reversed(missing):
        # Another process may make the same folder between the look and the making.
        with suppress(FileExistsError):
            each.mkdir(_FOLDER_MODE)
            each.chmod(_FOLDER_MODE)


def sync_folder(folder: Path) -> None:
    """Have the folder's names on the disk, so that a renamed file survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def files_below(folder: Path, *, named_from: Path) -> Iterator[tuple[str, int]]:
    """Name and bytes of each file, in the order of names; one that goes meanwhile is left out."""
    for place, below, names in os.walk(folder):
        below.sort()
        for name in sorted(names):
            file = Path(place, name)
            with suppress(FileNotFoundError):
                yield file.relative_to(named_from).as_posix(), file.lstat().st_size


def remove_tree(folder: Path) -> None:
    """Remove the folder and all below it, also while somebody adds to it or removes from it."""
    for _ in range(_TRIES):
        with suppress(OSError):
            shutil.rmtree(folder)
        if not folder.exists():
            return
    shutil.rmtree(folder)
