"""Objects by key: written once, whole or not at all, and read by anybody who has the key.

Files are 0640 and folders 0750 whatever the umask, and nothing stored is ever executable.
Uploads that still grow are in ``storage.parts``.
"""

from __future__ import annotations

import errno
import functools
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from safelight import bucket
from safelight.environment import ConfigurationError
from safelight.storage import config, folders, keys

_TEMPORARY = ".writing-"


class NoSuchObject(LookupError):
    """Nothing is stored under this key."""


class StorageFull(OSError):
    """The disk or the quota of the storage has no room; what was half written is gone."""


class StorageAway(Exception):
    """The storage does not answer, or refuses us: try again later. Nothing was stored or lost."""


class ObjectStore(Protocol):
    """What the rest of the project may ask of a storage.

    Where it is on another machine, everything that touches an object may raise ``StorageAway``.
    """

    @property
    def local(self) -> Path:
        """Folder of this machine for what is no object yet: growing uploads, work of a run."""

    def write(self, key: str, chunks: Iterable[bytes]) -> int:
        """Store the chunks under the key, whole or not at all; the number of bytes."""

    def adopt(self, key: str, source: Path) -> int:
        """Store a finished file of the local folder, which is gone afterwards; its size."""

    def adopting(self, key: str, source: Path) -> AbstractContextManager[Path]:
        """As ``adopt``, with the bytes at hand as a file meanwhile."""

    def at_hand(self, key: str) -> AbstractContextManager[Path]:
        """The object as a file to read, for as long as this lasts. Raises ``NoSuchObject``."""

    def open(self, key: str) -> BinaryIO:
        """The object's bytes to read. Raises ``NoSuchObject``."""

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int:
        """Bytes of the object. Raises ``NoSuchObject``."""

    def delete_object(self, of_object: str) -> None:
        """Remove every variant of the object; nothing happens where there is none."""

    def objects_before(self, studio: UUID, at: datetime) -> Iterator[str]:
        """Object keys of the studio untouched since ``at``, for a sweep to look up."""

    def remove_temporaries(self, studio: UUID, before: datetime) -> int:
        """Remove what killed writers left half written; how many there were."""

    def files_of(self, studio: UUID) -> Iterator[tuple[str, int]]:
        """Name and bytes of every file of the studio, uploads included, in the order of names."""

    def delete_studio(self, studio: UUID) -> None:
        """Remove everything the studio ever stored, uploads included."""


def from_environment() -> ObjectStore:
    """The storage that ``STORAGE_URL`` names."""
    return from_url(config.storage_url())


def from_url(url: str) -> ObjectStore:
    """A storage for ``file:///some/folder`` or ``s3://bucket``. Raises ``ConfigurationError``."""
    if bucket.is_bucket(url):
        return _in_bucket(url)
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc or not os.path.isabs(path):
        raise ConfigurationError(
            f"STORAGE_URL is {url!r}; it should be file:// and the absolute path of a folder, "
            f"or like {bucket.EXAMPLE}."
        )
    return FileStore(Path(path))


# One for each process: its connections are worth keeping.
@functools.cache
def _in_bucket(url: str) -> ObjectStore:
    # Only here, so that whoever keeps files needs no client of object storage in memory.
    from safelight.storage.buckets import BucketStore

    return BucketStore(bucket.from_url(url), config.uploads_folder())


class FileStore:
    """Objects as files under one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def local(self) -> Path:
        return self.root

    def path(self, key: str) -> Path:
        """Where the key's file is or would be. Raises ``BadKey``."""
        return self.root / keys.checked(key)

    def write(self, key: str, chunks: Iterable[bytes]) -> int:
        """Store the chunks under the key and return the number of bytes.

        The bytes are on the disk and complete before the name appears. Writing a key again replaces
        it at once, so that a repeated job is harmless. Raises ``StorageFull``.
        """
        target = self.path(key)
        folders.make_folder(target.parent, below=self.root)
        temporary = target.with_name(f"{_TEMPORARY}{secrets.token_hex(8)}")
        try:
            with refusing_when_full(), folders.create_file(temporary) as file:
                size = sum(file.write(chunk) for chunk in chunks)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        folders.sync_folder(target.parent)
        return size

    def adopt(self, key: str, source: Path) -> int:
        """Move a finished file of the same disk under the key, without copying; its size."""
        target = self.path(key)
        folders.make_folder(target.parent, below=self.root)
        with source.open("rb") as file:
            os.fchmod(file.fileno(), folders.FILE_MODE)
            os.fsync(file.fileno())
            size = os.fstat(file.fileno()).st_size
        source.replace(target)
        folders.sync_folder(target.parent)
        return size

    @contextmanager
    def adopting(self, key: str, source: Path) -> Iterator[Path]:
        self.adopt(key, source)
        yield self.path(key)

    @contextmanager
    def at_hand(self, key: str) -> Iterator[Path]:
        """The object's own file: nothing is copied, so it must not be changed."""
        if not self.exists(key):
            raise NoSuchObject(key)
        yield self.path(key)

    def open(self, key: str) -> BinaryIO:
        """The object's file for reading. Raises ``NoSuchObject``."""
        with _missing_is_no_object(key):
            return os.fdopen(self.descriptor(key), "rb")

    def descriptor(self, key: str) -> int:
        """An open file descriptor for reading, which never followed a link."""
        with _missing_is_no_object(key):
            return os.open(
                f"{self.root}/{keys.checked(key)}", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
            )

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def size(self, key: str) -> int:
        """Bytes of the object. Raises ``NoSuchObject``."""
        with _missing_is_no_object(key):
            return self.path(key).stat().st_size

    def delete_object(self, of_object: str) -> None:
        """Remove every variant of the object; nothing happens where there is none."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self.root / keys.checked_object(of_object))

    def objects_before(self, studio: UUID, at: datetime) -> Iterator[str]:
        """Object keys of the studio untouched since ``at``, for a sweep to look up."""
        latest = at.timestamp()
        for folder in sorted((self.root / studio.hex).glob("[0-9a-f][0-9a-f]/*")):
            of_object = f"{studio.hex}/{folder.parent.name}/{folder.name}"
            with suppress(FileNotFoundError, keys.BadKey):
                if folder.stat().st_mtime < latest:
                    yield keys.checked_object(of_object)

    def remove_temporaries(self, studio: UUID, before: datetime) -> int:
        """Remove what killed writers left half written; how many there were."""
        removed = 0
        for file in (self.root / studio.hex).glob(f"[0-9a-f][0-9a-f]/*/{_TEMPORARY}*"):
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < before.timestamp():
                    file.unlink()
                    removed += 1
        return removed

    def files_of(self, studio: UUID) -> Iterator[tuple[str, int]]:
        return folders.files_below(self.root / studio.hex, named_from=self.root)

    def delete_studio(self, studio: UUID) -> None:
        """Remove everything the studio ever stored, uploads included."""
        folders.remove_tree(self.root / studio.hex)


@contextmanager
def refusing_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull(error.errno, "The storage is full") from error
        raise


@contextmanager
def _missing_is_no_object(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NoSuchObject(key) from error
