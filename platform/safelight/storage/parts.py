"""Uploads that still grow: bytes are appended at a known offset and survive a cut connection.

The rolling SHA-256 and CRC-32 are the caller's business, and so is who may append: here is only
what must hold on the disk, whatever the caller does.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from safelight.storage import folders, keys, objects


class NoSuchUpload(LookupError):
    """The upload is unknown, finished or removed."""


class UploadBusy(Exception):
    """Another request is appending to the same upload at this moment."""


class WrongOffset(Exception):
    """The upload has another length than the offset to append at."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"The upload goes on at {expected}")
        self.expected = expected


class Writer:
    """The one writer of an upload, for as long as ``PartStore.writing`` lasts."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def length(self) -> int:
        """Bytes that are here."""
        return os.fstat(self._descriptor).st_size

    def append(self, chunks: Iterable[bytes]) -> int:
        """Add the chunks at the end and return the new length; see ``PartStore.append``."""
        os.lseek(self._descriptor, 0, os.SEEK_END)
        try:
            with objects.refusing_when_full():
                for chunk in chunks:
                    _write_all(self._descriptor, chunk)
        finally:
            os.fsync(self._descriptor)
        return self.length

    def truncate(self, length: int) -> None:
        """Forget everything after ``length`` bytes."""
        os.ftruncate(self._descriptor, min(length, self.length))
        os.fsync(self._descriptor)


class PartStore:
    """Growing uploads in a storage's local folder, which all processes must see that serve them."""

    def __init__(self, store: objects.ObjectStore) -> None:
        self._store = store

    def path(self, upload: str) -> Path:
        return self._store.local / keys.checked_upload(upload)

    def create(self, studio: UUID) -> str:
        """Begin an empty upload of the studio; its upload key."""
        upload = keys.new_upload(studio)
        path = self.path(upload)
        folders.make_folder(path.parent, below=self._store.local)
        with objects.refusing_when_full(), folders.create_file(path):
            pass
        folders.sync_folder(path.parent)
        return upload

    def size(self, upload: str) -> int:
        """Bytes that are safely here. Raises ``NoSuchUpload``."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError as error:
            raise NoSuchUpload(upload) from error

    def append(self, upload: str, offset: int, chunks: Iterable[bytes]) -> int:
        """Add the chunks at ``offset`` and return the upload's new length in bytes.

        What arrived before the iterator raised, or before the disk was full, is kept and on the
        disk, so that the client can go on from there. Raises ``NoSuchUpload``, ``UploadBusy``,
        ``WrongOffset``, ``StorageFull``.
        """
        with self.writing(upload) as writer:
            if writer.length != offset:
                raise WrongOffset(writer.length)
            return writer.append(chunks)

    def truncate(self, upload: str, length: int) -> None:
        """Forget everything after ``length`` bytes: what a checksum did not confirm."""
        with self.writing(upload) as writer:
            writer.truncate(length)

    @contextmanager
    def writing(self, upload: str) -> Iterator[Writer]:
        """Be the upload's only writer. Raises ``NoSuchUpload``, ``UploadBusy``."""
        with self._locked(upload) as descriptor:
            yield Writer(descriptor)

    def read(self, upload: str, *, start: int = 0, chunk: int = 1 << 20) -> Iterator[bytes]:
        """The bytes from ``start`` on, to work out a checksum again after a restart."""
        try:
            file = self.path(upload).open("rb")
        except FileNotFoundError as error:
            raise NoSuchUpload(upload) from error
        with file:
            file.seek(start)
            while data := file.read(chunk):
                yield data

    @contextmanager
    def finishing(self, upload: str, key: str) -> Iterator[Path]:
        """Turn the upload into an object, and have its bytes at hand as a file meanwhile.

        The upload stays as it is until the object is whole. Raises ``NoSuchUpload``,
        ``UploadBusy`` and ``objects.StorageAway``.
        """
        with ExitStack() as stack:
            with self._locked(upload):
                path = stack.enter_context(self._store.adopting(key, self.path(upload)))
            yield path

    def delete(self, upload: str) -> None:
        self.path(upload).unlink(missing_ok=True)

    def uploads_before(self, studio: UUID, at: datetime) -> Iterator[str]:
        """Uploads of the studio that nobody has added to since ``at``."""
        for file in sorted((self._store.local / studio.hex / "uploads").glob("*")):
            with suppress(FileNotFoundError, keys.BadKey):
                if file.stat().st_mtime < at.timestamp():
                    yield keys.checked_upload(f"{studio.hex}/uploads/{file.name}")

    @contextmanager
    def _locked(self, upload: str) -> Iterator[int]:
        # flock is given up by the kernel when the process dies, so no upload stays locked.
        try:
            descriptor = os.open(self.path(upload), os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise NoSuchUpload(upload) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusy(upload) from error
            # Between opening and locking, another request may have made an object of it.
            if not _still_named(descriptor, self.path(upload)):
                raise NoSuchUpload(upload)
            yield descriptor
        finally:
            os.close(descriptor)


def _still_named(descriptor: int, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
    return False


def _write_all(descriptor: int, chunk: bytes) -> int:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]
    return len(chunk)
