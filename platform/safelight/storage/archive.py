"""Archives that are computed, not built: a plan is enough to know every byte's place.

A photo does not compress, so an archive is headers and the stored files. Sizes and CRC-32 are
known from the upload, hence the length, the ETag and any range of the archive are known before a
file is read, and a download can go on where it was cut. Layout of a plan, little-endian: head,
variants (each a length byte and text), 56 bytes for each entry, names. It is read in place, so
that the first byte of 20,000 files comes as fast as that of one. ``docs/decisions/0004`` says why.
"""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from safelight.storage import keys, names, objects, zipformat

VARIANT = "plan"
MEDIA_TYPE = "application/zip"
_MAGIC = b"SLZ1"
_HEAD = struct.Struct("<4sHxxIQQQ16s16s")
_RECORD = struct.Struct("<QQQIIIHBx16s")
_NUMBER = struct.Struct("<Q")
_CENTRALS_AT_ONCE = 256
_MOST_VARIANTS = 256
_MOST_ENTRIES = 1_000_000
_LONGEST_PATH = 4000


class BadPlan(ValueError):
    """The plan cannot be made or is not one of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored file as it shall appear: ``name`` may be anything, ``section`` is its folder."""

    name: str
    key: str
    size: int
    crc32: int
    modified_at: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes ``start`` to ``start + length`` of a stored file that must be ``size`` bytes long."""

    key: str
    start: int
    length: int
    size: int


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """Where a plan lies and what its archive will be: ``length`` in bytes."""

    object_key: str
    length: int
    etag: str


def save_plan(
    store: objects.ObjectStore, studio: UUID, entries: Sequence[Entry], *, paths: bool = False
) -> SavedPlan:
    """Plan the archive of the entries and store the plan; sign a link of kind ``archive`` to it."""
    plan = ArchivePlan(build_plan(studio, entries, paths=paths))
    of_object = keys.new_object(studio)
    store.write(keys.join(of_object, VARIANT), [plan.data])
    return SavedPlan(of_object, plan.length, plan.etag)


def load_plan(store: objects.ObjectStore, of_object: str) -> ArchivePlan:
    """A stored plan, for the control plane to decide its files anew. Raises ``NoSuchObject``."""
    with store.open(keys.join(of_object, VARIANT)) as file:
        return ArchivePlan(file.read())


def build_plan(studio: UUID, entries: Sequence[Entry], *, paths: bool = False) -> bytes:
    """The plan's bytes. Equal entries make equal plans. Raises ``BadPlan``.

    Names are made safe and unique here, so that no caller can forget it. With ``paths`` names are
    whole paths that must be so already: something else in the archive repeats them.
    """
    if len(entries) > _MOST_ENTRIES:
        raise BadPlan(f"{len(entries)} files are more than one archive takes")
    safe = _checked_paths(entries) if paths else _made_safe(entries)
    encoded = [name.encode() for name in safe]
    files = [_file_of(studio, entry) for entry in entries]
    variants = sorted({variant for variant, _ in files})
    if len(variants) > _MOST_VARIANTS:
        raise BadPlan("The files are of too many variants")
    places = _Places(entries, encoded)
    table = b"".join(bytes([len(variant)]) + variant.encode() for variant in variants)
    records = _records(entries, encoded, places, files, variants)
    body = b"".join([table, *records, *encoded])
    etag = hashlib.blake2b(studio.bytes + body, digest_size=16, person=b"sl-archive").digest()
    head = (len(variants), len(entries), places.directory, places.length, len(body))
    return _HEAD.pack(_MAGIC, *head, studio.bytes, etag) + body


def _made_safe(entries: Sequence[Entry]) -> list[str]:
    sections = [entry.section for entry in entries]
    return names.safe_names((entry.name for entry in entries), sections=sections)


def _checked_paths(entries: Sequence[Entry]) -> list[str]:
    taken = names.Paths()
    found = [entry.name for entry in entries]
    for path in found:
        if taken.take(path) != path or len(path.encode()) > _LONGEST_PATH:
            raise BadPlan(f"{path!r} is no safe path, too long, or there twice")
    return found


class _Places:
    """Where each header lies: running sums over the entries."""

    def __init__(self, entries: Sequence[Entry], encoded: Sequence[bytes]) -> None:
        self.locals: list[int] = []
        self.centrals: list[int] = []
        at = 0
        for entry, name in zip(entries, encoded, strict=True):
            self.locals.append(at)
            at += zipformat.local_length(len(name), entry.size) + entry.size
        self.directory = at
        for entry, name, offset in zip(entries, encoded, self.locals, strict=True):
            self.centrals.append(at)
            at += zipformat.central_length(len(name), entry.size, offset)
        end = zipformat.end_length(len(entries), self.directory, at - self.directory)
        self.length = at + end


def _file_of(studio: UUID, entry: Entry) -> tuple[str, bytes]:
    of_object, variant = keys.split(entry.key)
    if keys.studio_of(of_object) != studio:
        raise BadPlan("A file belongs to another studio")
    if entry.size < 0 or not 0 <= entry.crc32 <= 0xFFFF_FFFF:
        raise BadPlan("A file has an impossible size or CRC-32")
    return variant, bytes.fromhex(of_object[36:])


def _records(
    entries: Sequence[Entry],
    encoded: Sequence[bytes],
    places: _Places,
    files: Sequence[tuple[str, bytes]],
    variants: Sequence[str],
) -> Iterator[bytes]:
    numbers = {variant: number for number, variant in enumerate(variants)}
    name_offset = 0
    for index, entry in enumerate(entries):
        variant, identity = files[index]
        yield _RECORD.pack(
            places.locals[index],
            places.centrals[index],
            entry.size,
            entry.crc32,
            min(max(entry.modified_at, 0), 0xFFFF_FFFF),
            name_offset,
            len(encoded[index]),
            numbers[variant],
            identity,
        )
        name_offset += len(encoded[index])


class ArchivePlan:
    """A plan read in place. Raises ``BadPlan`` for bytes that ``build_plan`` did not make."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEAD.size or not data.startswith(_MAGIC):
            raise BadPlan("These bytes are no plan")
        head: tuple[Any, ...] = _HEAD.unpack_from(data)
        self.count: int = head[2]
        self.directory: int = head[3]
        self.length: int = head[4]
        variants, body, studio, etag = head[1], head[5], head[6], head[7]
        if len(data) != _HEAD.size + body:
            raise BadPlan("The plan is cut off")
        self.data = data
        self.studio = UUID(bytes=studio)
        self.etag = f'"{etag.hex()}"'
        self._variants = []
        at = _HEAD.size
        for _ in range(variants):
            self._variants.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        self._records = at
        self._names = at + self.count * _RECORD.size
        self._directory_end = self._find_directory_end()

    def keys(self) -> Iterator[str]:
        """The keys of all stored files in it, in order."""
        return (self._key(index) for index in range(self.count))

    def pieces(self, start: int, stop: int) -> Iterator[bytes | Span]:
        """What bytes ``start`` to ``stop`` of the archive consist of, in order."""
        stop = min(stop, self.length)
        if start < self.directory:
            for index in range(self._last_at(start, field=0), self.count):
                at = self._number(index, 0)
                if at >= stop:
                    return
                yield from self._member_pieces(index, start - at, stop - at)
        if stop > self.directory:
            yield from self._directory_pieces(max(start, self.directory), stop)

    def _member_pieces(self, index: int, start: int, stop: int) -> Iterator[bytes | Span]:
        """The part of one header and file; ``start`` and ``stop`` count from the header."""
        header = zipformat.local_header(self._member(index))
        if start < len(header) and (piece := header[max(start, 0) : stop]):
            yield piece
        size = self._number(index, 2)
        first = max(start - len(header), 0)
        last = min(stop - len(header), size)
        if first < last:
            yield Span(self._key(index), first, last - first, size)

    def _directory_pieces(self, start: int, stop: int) -> Iterator[bytes]:
        # A few hundred at a time: the whole directory of a large archive would hold up the loop.
        first = self._last_at(start, field=1) if self.count else 0
        for index in range(first, self.count, _CENTRALS_AT_ONCE):
            at = self._number(index, 1)
            if at >= stop:
                return
            group = range(index, min(index + _CENTRALS_AT_ONCE, self.count))
            block = b"".join(zipformat.central_header(self._member(each)) for each in group)
            if piece := block[max(start - at, 0) : stop - at]:
                yield piece
        at = self._directory_end
        end = zipformat.end_records(self.count, self.directory, at - self.directory)
        if piece := end[max(start - at, 0) : max(stop - at, 0)]:
            yield piece

    def _member(self, index: int) -> zipformat.Member:
        offset, _, size, crc32, stamp, name_at, name_length, _, _ = self._record(index)
        name_at += self._names
        name = self.data[name_at : name_at + name_length]
        return zipformat.Member(name, offset, size, crc32, stamp)

    def _key(self, index: int) -> str:
        *_, variant, identity = self._record(index)
        of_object = keys.object_key(self.studio, UUID(bytes=identity))
        return keys.join(of_object, self._variants[variant])

    def _record(self, index: int) -> Any:
        return _RECORD.unpack_from(self.data, self._records + index * _RECORD.size)

    def _number(self, index: int, field: int) -> int:
        """One of a record's first three numbers: header's place, directory's place, size."""
        at = self._records + index * _RECORD.size + field * _NUMBER.size
        return int(_NUMBER.unpack_from(self.data, at)[0])

    def _last_at(self, offset: int, *, field: int) -> int:
        """The last entry that begins at or before the offset."""
        indexes = range(self.count)
        after = bisect_right(indexes, offset, key=lambda index: self._number(index, field))
        return max(after - 1, 0)

    def _find_directory_end(self) -> int:
        if not self.count:
            return self.directory
        last = self._member(self.count - 1)
        length = zipformat.central_length(len(last.name), last.size, last.offset)
        return self._number(self.count - 1, 1) + length
