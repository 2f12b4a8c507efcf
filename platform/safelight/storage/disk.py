"""Reading stored files inside an event loop without ever waiting for a disk in it.

Bytes in the page cache are read on the spot (``RWF_NOWAIT``), which costs less than handing the
work to a thread; only where the kernel would have to wait does a thread of a small pool read.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor

from safelight.storage import objects, ranges
from safelight.storage.reads import Broken, Chunk, Pace

_THREADS = 4
_WAIT = {errno.EAGAIN, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


class Disk:
    """Reads the files of a store for one event loop."""

    def __init__(self, store: objects.FileStore) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="disk")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def whole(self, key: str, most: int) -> bytes:
        with self._store.open(key) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Broken(f"{key} is larger than {most} bytes")
        return data

    async def open(self, key: str, *, all_of_it: bool = True) -> OpenFile:
        return OpenFile(self, key, self._store.descriptor(key))

    async def open_known(self, key: str, size: int) -> OpenFile:
        file = OpenFile(self, key, self._store.descriptor(key))
        if file.size != size:
            file.close()
            raise Broken(f"{key} has changed its length")
        return file

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


class OpenFile:
    """A stored file, open for one answer."""

    def __init__(self, disk: Disk, key: str, descriptor: int) -> None:
        self._disk = disk
        self._key = key
        self._descriptor = descriptor
        self._status = os.fstat(descriptor)
        self.size = self._status.st_size

    @property
    def validators(self) -> ranges.Validators:
        stamp = f"{self._key} {self.size} {self._status.st_mtime_ns}"
        etag = hashlib.blake2b(stamp.encode(), digest_size=12).hexdigest()
        return ranges.Validators(f'"{etag}"', int(self._status.st_mtime))

    def close(self) -> None:
        os.close(self._descriptor)

    async def read(self, part: range, pace: Pace) -> AsyncGenerator[Chunk, None]:
        """The bytes of ``part`` in chunks as large as ``pace`` says at the time."""
        at = part.start
        while at < part.stop:
            data = await self._disk.read(self._descriptor, min(pace.chunk, part.stop - at), at)
            at += len(data)
            yield data
