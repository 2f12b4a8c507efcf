"""What the data plane asks of a storage: bytes by range, inside an event loop that never waits.

``disk`` reads files of this machine and ``bucketreads`` objects of another; archives are put
together here, the same for both.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from safelight.storage import objects, ranges
from safelight.storage.archive import ArchivePlan, Span

SMALLEST_CHUNK = 64 * 1024
LARGEST_CHUNK = 256 * 1024
_KERNEL_BUFFERS = 12 << 20
_SLOW = 0.05

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

    @property
    def keeps_up(self) -> bool:
        """Whether the last send did not wait."""
        return self._taken > 0

    @property
    def is_fast(self) -> bool:
        return self._taken > _KERNEL_BUFFERS

    def learn(self, sent: int, waited: float) -> None:
        """Take one send into account: bytes, and seconds until it was over."""
        if waited > _SLOW:
            self.chunk, self._taken = SMALLEST_CHUNK, 0
            return
        self._taken += sent
        if self.is_fast:
            self.chunk = LARGEST_CHUNK


class Opened(Protocol):
    """A stored object, open for one answer; whoever opened it closes it."""

    @property
    def size(self) -> int: ...
    @property
    def validators(self) -> ranges.Validators: ...
    def read(self, part: range, pace: Pace) -> AsyncGenerator[Chunk, None]:
        """The bytes of ``part`` in chunks about as large as ``pace`` says at the time."""

    def close(self) -> None: ...


class Reader(Protocol):
    """Reads the objects of one storage for one event loop.

    What is on another machine may raise ``StorageAway`` wherever ``NoSuchObject`` may be raised.
    """

    async def open(self, key: str, *, all_of_it: bool = True) -> Opened:
        """The object; ``all_of_it`` where its first bytes will surely be asked for next.

        Raises ``NoSuchObject``.
        """

    async def open_known(self, key: str, size: int) -> Opened:
        """An object that must be ``size`` bytes long.

        Raises ``NoSuchObject`` and ``Broken``, here or when it is read. Has no validators.
        """

    async def whole(self, key: str, most: int) -> bytes:
        """All bytes of a small object. Raises ``NoSuchObject``, ``Broken`` above ``most`` bytes."""

    def close(self) -> None: ...


async def archive(
    reader: Reader, plan: ArchivePlan, part: range, pace: Pace
) -> AsyncGenerator[Chunk, None]:
    """The bytes of ``part`` of the computed archive; small pieces are sent together."""
    held: Chunk = b""
    async with aclosing(_pieces(reader, plan, part, pace)) as pieces:
        async for piece in pieces:
            held = held + piece if held else piece
            if len(held) >= SMALLEST_CHUNK:
                yield held
                held = b""
    if held:
        yield held


async def _pieces(
    reader: Reader, plan: ArchivePlan, part: range, pace: Pace
) -> AsyncGenerator[Chunk, None]:
    for piece in plan.pieces(part.start, part.stop):
        if isinstance(piece, bytes):
            yield piece
            continue
        try:
            async with aclosing(_span(reader, piece, pace)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except objects.NoSuchObject as error:
            raise Broken(f"{piece.key} is gone") from error


async def _span(reader: Reader, span: Span, pace: Pace) -> AsyncGenerator[Chunk, None]:
    opened = await reader.open_known(span.key, span.size)
    try:
        part = range(span.start, span.start + span.length)
        async with aclosing(opened.read(part, pace)) as chunks:
            async for chunk in chunks:
                yield chunk
    finally:
        opened.close()
