"""Reading a bucket inside an event loop: windows of an object, each a short request of its own.

A window costs a request more than one long answer would, and buys that memory is bounded for a
client however slow, that no server ends a download for being slow, and that each window is tried
again by itself. The windows of one answer must be of one body: its ETag goes with each request.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import PreconditionError
from obstore.store import S3Store

from safelight.storage import ranges
from safelight.storage.buckets import BucketStore, Patience, translated
from safelight.storage.objects import StorageAway
from safelight.storage.reads import LARGEST_CHUNK, Broken, Chunk, Pace

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta  # types only: they have no names at run time

PATIENCE = Patience(connect=2, silence=8, tries=5)
"""Less than a job's: a browser waits for the answer."""
_CHUNKS_IN_A_WINDOW = 4


class BucketReader:
    """Reads the objects of a bucket for one event loop."""

    def __init__(self, store: BucketStore) -> None:
        self._store = store
        self._client: S3Store | None = None

    def close(self) -> None:
        """Between requests nothing is held but connections, which go with the client."""

    async def whole(self, key: str, most: int) -> bytes:
        opened = await self.open(key)
        if opened.size > most:
            raise Broken(f"{key} is larger than {most} bytes")
        pace = Pace(LARGEST_CHUNK)
        return b"".join([chunk async for chunk in opened.read(range(opened.size), pace)])

    async def open(self, key: str, *, all_of_it: bool = True) -> OpenObject:
        """The object, by one request; its first bytes come with it where all are wanted."""
        if all_of_it:
            # Most renditions are no longer than this, so most images are one request. An empty
            # object has no first byte, and servers differ in how they refuse to send it.
            with suppress(StorageAway):
                found, first = await self.get(key, {"range": (0, LARGEST_CHUNK)})
                return OpenObject(self, key, found["size"], found, first)
        found, _ = await self.get(key, {"head": True})
        return OpenObject(self, key, found["size"], found)

    async def open_known(self, key: str, size: int) -> OpenObject:
        return OpenObject(self, key, size)

    async def get(self, key: str, options: GetOptions) -> tuple[ObjectMeta, bytes]:
        """What is known of the object, and the bytes asked for."""
        with translated(key):
            try:
                result = await obstore.get_async(self._connected(), key, options=options)
                data = b"" if options.get("head") else bytes(await result.bytes_async())
            except PreconditionError as error:
                raise Broken(f"{key} has changed") from error
        return result.meta, data

    def _connected(self) -> S3Store:
        # At the first request and not before, because the process may be forked until then.
        if self._client is None:
            self._client = self._store.connected(PATIENCE)
        return self._client


class OpenObject:
    """A stored object, open for one answer; ``found`` is None until a request told of it."""

    def __init__(
        self,
        reader: BucketReader,
        key: str,
        size: int,
        found: ObjectMeta | None = None,
        first: bytes = b"",
    ) -> None:
        self.size = size
        self._reader = reader
        self._key = key
        self._found = found
        self._first = first

    @property
    def validators(self) -> ranges.Validators:
        assert self._found is not None, "only an object that a request told of has validators"
        changed_at = self._found["last_modified"]
        stamp = f"{self._key} {self.size} {self._found['e_tag'] or changed_at}"
        etag = hashlib.blake2b(stamp.encode(), digest_size=12).hexdigest()
        return ranges.Validators(f'"{etag}"', int(changed_at.timestamp()))

    def close(self) -> None:
        self._first = b""

    async def read(self, part: range, pace: Pace) -> AsyncGenerator[Chunk, None]:
        """The bytes of ``part``; for a fast client the next window is fetched while one is sent."""
        at = part.start
        coming: asyncio.Task[bytes] | None = None
        try:
            while at < part.stop:
                window = await (coming or self._window(at, part.stop, pace))
                coming = None
                at += len(window)
                if pace.is_fast and at < part.stop:
                    coming = asyncio.create_task(self._window(at, part.stop, pace))
                for chunk in _chunks(window, pace):
                    yield chunk
                del window
        finally:
            if coming is not None:
                coming.cancel()
                # Whatever became of it, nobody asks any more.
                await asyncio.gather(coming, return_exceptions=True)

    async def _window(self, start: int, stop: int, pace: Pace) -> bytes:
        # What came with the first answer is held once, and not as long as the download lasts.
        first, self._first = self._first, b""
        if start < len(first):
            return first[start:stop]
        chunks = _CHUNKS_IN_A_WINDOW if pace.keeps_up else 1
        stop = min(stop, start + chunks * pace.chunk)
        options: GetOptions = {"range": (start, stop)}
        known = self._found
        # A weak tag never matches (RFC 9110, section 13.1.1), and is compared below.
        if known and known["e_tag"] and not known["e_tag"].startswith("W/"):
            options["if_match"] = known["e_tag"]
        self._found, data = await self._reader.get(self._key, options)
        # Not every server looks at If-Match, but all say what they send.
        if known and known["e_tag"] != self._found["e_tag"]:
            raise Broken(f"{self._key} has changed")
        if self._found["size"] != self.size or len(data) != stop - start:
            raise Broken(f"{self._key} has changed its length")
        return data


def _chunks(window: bytes, pace: Pace) -> Iterator[bytes]:
    at = 0
    while at < len(window):
        # One piece is the usual case, and slicing all of it copies nothing.
        piece = window[at : at + pace.chunk]
        at += len(piece)
        yield piece
