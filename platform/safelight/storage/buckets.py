"""Objects in a bucket of an S3-compatible server; ``docs/decisions/0012`` says why so.

Imported only where ``STORAGE_URL`` asks for it. Source of the protocol: Amazon S3 API 2006-03-01;
``obstore`` speaks it, its threads in Rust.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast
from uuid import UUID

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from safelight.bucket import Bucket
from safelight.storage import folders, keys, scratch
from safelight.storage.objects import NoSuchObject, StorageAway, refusing_when_full

PART = 8 << 20
"""Bytes of one part: what is longer is sent in parts, two at a time. S3 takes 10,000 of them."""
_PARTS_AT_ONCE = 2
_PIECE = 1 << 20

if TYPE_CHECKING:
    from obstore.store import S3Config  # a type only: it has no name at run time

_used_by: set[int] = set()


class UsedBeforeFork(RuntimeError):
    """A process that was forked from one that had used the bucket would wait for ever."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for the server: to connect, for its next byte, and over all tries of one."""

    connect: float = 3
    silence: float = 60
    tries: float = 20


class BucketStore:
    """Objects below a prefix of a bucket. What is no object yet lies in ``local``.

    Objects appear when they are complete and not before, which S3 promises, parts or not.
    """

    def __init__(self, bucket: Bucket, local: Path, *, patience: Patience | None = None) -> None:
        self._bucket = bucket
        self._patience = patience or Patience()
        self._client: S3Store | None = None
        self.local = local

    @property
    def client(self) -> S3Store:
        """What asks the server. Raises ``UsedBeforeFork``."""
        if self._client is None or os.getpid() not in _used_by:
            self._client = self.connected(self._patience)
        return self._client

    def connected(self, patience: Patience) -> S3Store:
        """Another client of this bucket, of other patience. Raises ``UsedBeforeFork``.

        Its threads do not survive a fork, so no process that will fork may have one.
        """
        if _used_by - {os.getpid()}:
            raise UsedBeforeFork("The bucket was used before this process was forked.")
        _used_by.add(os.getpid())
        return _connect(self._bucket, patience)

    def write(self, key: str, chunks: Iterable[bytes]) -> int:
        studio = keys.studio_of(keys.checked(key))
        # All of it is here before the server hears of it: a broken writer stores nothing.
        with (
            scratch.folder(self.local, studio) as folder,
            SpooledTemporaryFile(max_size=PART, dir=str(folder)) as file,
        ):
            size = sum(file.write(chunk) for chunk in chunks)
            file.seek(0)
            self._put(key, file)
        return size

    def adopt(self, key: str, source: Path) -> int:
        """Copy a finished file under the key and remove it; its size."""
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            self._put(keys.checked(key), file)
        source.unlink(missing_ok=True)
        return size

    @contextmanager
    def adopting(self, key: str, source: Path) -> Iterator[Path]:
        with scratch.folder(self.local, keys.studio_of(keys.checked(key))) as folder:
            kept = folder / "adopted"
            os.link(source, kept)
            self.adopt(key, source)
            yield kept

    @contextmanager
    def at_hand(self, key: str) -> Iterator[Path]:
        """The object as a file, fetched for this; what is done to the file changes nothing."""
        with scratch.folder(self.local, keys.studio_of(keys.checked(key))) as folder:
            path = folder / "fetched"
            with folders.create_file(path) as file:
                self._fetch(key, file)
            yield path

    def open(self, key: str) -> BinaryIO:
        """The object's bytes, fetched; large ones wait on the disk."""
        with ExitStack() as stack:
            file = stack.enter_context(SpooledTemporaryFile(max_size=PART))
            self._fetch(keys.checked(key), file)
            file.seek(0)
            stack.pop_all()  # From here on it is the caller's to close.
        return cast(BinaryIO, file)

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except NoSuchObject:
            return False
        return True

    def size(self, key: str) -> int:
        with translated(keys.checked(key)):
            return obstore.head(self.client, key)["size"]

    def delete_object(self, of_object: str) -> None:
        self._delete_below(keys.checked_object(of_object))

    def objects_before(self, studio: UUID, at: datetime) -> Iterator[str]:
        # A listing is in the order of the keys, so the variants of an object stand together.
        for of_object, files in groupby(
            self._listed(studio.hex), lambda file: file[0].rpartition("/")[0]
        ):
            latest = max(changed_at for _, changed_at in files)
            with suppress(keys.BadKey):
                if latest < at:
                    yield keys.checked_object(of_object)

    def remove_temporaries(self, studio: UUID, before: datetime) -> int:
        """Remove what killed runs left on this machine; how many folders that were.

        Parts that a killed process had sent are the bucket's to remove, by a lifecycle rule.
        """
        return scratch.remove_old(self.local, studio, before=before)

    def files_of(self, studio: UUID) -> Iterator[tuple[str, int]]:
        with translated(studio.hex, missing=StorageAway):
            for group in obstore.list(self.client, studio.hex, chunk_size=1000):
                yield from ((file["path"], file["size"]) for file in group)
        yield from folders.files_below(self.local / studio.hex, named_from=self.local)

    def delete_studio(self, studio: UUID) -> None:
        self._delete_below(studio.hex)
        folders.remove_tree(self.local / studio.hex)

    def _put(self, key: str, file: IO[bytes]) -> None:
        # No bucket is "not found" too, and no reason to take a photo for lost.
        with translated(key, missing=StorageAway):
            obstore.put(self.client, key, file, chunk_size=PART, max_concurrency=_PARTS_AT_ONCE)

    def _fetch(self, key: str, file: IO[bytes]) -> None:
        with translated(key), refusing_when_full():
            found = obstore.get(self.client, key)
            for piece in found.stream(min_chunk_size=_PIECE):
                file.write(piece)
            if file.tell() != found.meta["size"]:
                raise StorageAway(f"{key} came only in part")

    def _listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        with translated(prefix, missing=StorageAway):
            for group in obstore.list(self.client, prefix, chunk_size=1000):
                yield from ((file["path"], file["last_modified"]) for file in group)

    def _delete_below(self, prefix: str) -> None:
        with translated(prefix, missing=StorageAway):
            for group in obstore.list(self.client, prefix, chunk_size=1000):
                obstore.delete(self.client, [file["path"] for file in group])


def _connect(bucket: Bucket, patience: Patience) -> S3Store:
    """A client for the bucket; asks nothing of the network yet."""
    config: S3Config = {
        "region": bucket.region,
        "virtual_hosted_style_request": bucket.host_style,
    }
    if bucket.endpoint:
        config["endpoint"] = bucket.endpoint
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        config=config,
        client_options={
            "allow_http": bucket.endpoint.startswith("http:"),
            "connect_timeout": timedelta(seconds=patience.connect),
            "read_timeout": timedelta(seconds=patience.silence),
            # A large file may take its time as long as bytes come.
            "timeout": timedelta(hours=1),
            # A connection keeps what it read into: hundreds of them would keep much.
            "pool_max_idle_per_host": "16",
            "pool_idle_timeout": timedelta(seconds=15),
        },
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=patience.tries)},
    )


@contextmanager
def translated(key: str, *, missing: type[Exception] = NoSuchObject) -> Iterator[None]:
    """Raise ``missing`` for what is not there and ``StorageAway`` for all that may get better."""
    try:
        yield
    except FileNotFoundError as error:
        raise missing(key) from error
    except BaseError as error:
        # The first line says what happened; the rest is the library's own state.
        raise StorageAway(f"{key}: {str(error).splitlines()[0]}") from error
