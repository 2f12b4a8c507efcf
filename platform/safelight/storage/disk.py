"""Reading stored files inside an event loop without ever waiting for a disk in it.

Bytes in the page cache are read on the spot (``RWF_NOWAIT``), which costs less than handing the
work to a thread; only where the kernel would have to wait does a thread of a small pool read.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from dataclasses import dataclass

from safelight.storage import objects, ranges
from safelight.storage.archive import ArchivePlan, Span

SMALLEST_CHUNK = 64 * 1024
LARGEST_CHUNK = 256 * 1024
_THREADS = 4
_KERNEL_BUFFERS = 12 << 20
_SLOW = 0.05
_WAIT = {errno.EAGAIN, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


Chunk = bytes | bytearray


class Broken(Exception):
    """A stored file is not what it was said to be; what was begun must not be finished."""


@dataclass(slots=True)
class Pace:
    """How many bytes to hold for one client: few for a slow one, of whom there may be many.

    A client counts as fast once it took more without waiting than the kernel's buffers hold.
    """

    chunk: int = SMALLEST_CHUNK
    _taken: int = 0

    def learn(self, sent: int, waited: float) -> None:
        """Take one send into account: bytes, and seconds until it was over."""
        if waited > _SLOW:
            self.chunk, self._taken = SMALLEST_CHUNK, 0
            return
        self._taken += sent
        if self._taken > _KERNEL_BUFFERS:
            self.chunk = LARGEST_CHUNK


class Disk:
    """Reads the files of a store for one event loop."""

    def __init__(self, store: objects.FileStore) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="disk")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def whole(self, key: str, most: int) -> bytes:
        """All bytes of a small object. Raises ``NoSuchObject``, ``Broken`` above ``most`` bytes."""
        with self._store.open(key) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Broken(f"{key} is larger than {most} bytes")
        return data

    @contextmanager
    def opened(self, key: str, size: int | None = None) -> Iterator[OpenFile]:
        """The object's file. Raises ``NoSuchObject``, and ``Broken`` if it is not ``size`` long."""
        descriptor = self._store.descriptor(key)
        try:
            status = os.fstat(descriptor)
            if size is not None and status.st_size != size:
                raise Broken(f"{key} has changed its length")
            yield OpenFile(self, key, descriptor, status)
        finally:
            os.close(descriptor)

    async def read(self, descriptor: int, length: int, offset: int) -> Chunk:
        """Up to ``length`` bytes from ``offset``, at least one. Raises ``Broken`` at the end."""
        buffer = bytearray(length)
        try:
            count = os.preadv(descriptor, [buffer], offset, os.RWF_NOWAIT)
        except OSError as error:
            if error.errno not in _WAIT:
                raise
            loop = asyncio.get_running_loop()
            data = await loop.run_in_executor(self._threads, os.pread, descriptor, length, offset)
            if not data:
                raise Broken("A file ended too early") from None
            return data
        if not count:
            raise Broken("A file ended too early")
        if count < length:
            del buffer[count:]
        return buffer

    async def archive(
        self, plan: ArchivePlan, part: range, pace: Pace
    ) -> AsyncGenerator[Chunk, None]:
        """The bytes of ``part`` of the computed archive; small pieces are sent together."""
        held: Chunk = b""
        async with aclosing(self._archive_pieces(plan, part, pace)) as pieces:
            async for piece in pieces:
                held = held + piece if held else piece
                if len(held) >= SMALLEST_CHUNK:
                    yield held
                    held = b""
        if held:
            yield held

    async def _archive_pieces(
        self, plan: ArchivePlan, part: range, pace: Pace
    ) -> AsyncGenerator[Chunk, None]:
        for piece in plan.pieces(part.start, part.stop):
            if isinstance(piece, bytes):
                yield piece
                continue
            with self._opened_for(piece) as file:
                span = range(piece.start, piece.start + piece.length)
                async with aclosing(file.read(span, pace)) as chunks:
                    async for chunk in chunks:
                        yield chunk

    @contextmanager
    def _opened_for(self, span: Span) -> Iterator[OpenFile]:
        try:
            with self.opened(span.key, span.size) as file:
                yield file
        except objects.NoSuchObject as error:
            raise Broken(f"{span.key} is gone") from error


class OpenFile:
    """A stored file, open for one answer."""

    def __init__(self, disk: Disk, key: str, descriptor: int, status: os.stat_result) -> None:
        self._disk = disk
        self._descriptor = descriptor
        self.size = status.st_size
        stamp = f"{key} {status.st_size} {status.st_mtime_ns}"
        etag = hashlib.blake2b(stamp.encode(), digest_size=12).hexdigest()
        self.validators = ranges.Validators(f'"{etag}"', int(status.st_mtime))

    async def read(self, part: range, pace: Pace) -> AsyncGenerator[Chunk, None]:
        """The bytes of ``part`` in chunks as large as ``pace`` says at the time."""
        at = part.start
        while at < part.stop:
            data = await self._disk.read(self._descriptor, min(pace.chunk, part.stop - at), at)
            at += len(data)
            yield data
