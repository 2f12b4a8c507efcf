"""Raw files of each kind made for tests: the structures cameras write, around one JPEG."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

SENSOR = bytes(range(256)) * 8
MAKE, MODEL, ORIENTATION = 271, 272, 274


@dataclass(frozen=True)
class Blob:
    """Bytes somewhere in the file; the tag says where."""

    data: bytes


@dataclass(frozen=True)
class Below:
    """Directories somewhere in the file; the tag says where."""

    parts: tuple[dict[int, object], ...]


class Tiff:
    def __init__(self, magic: bytes, room: bytes = b"") -> None:
        self.bytes = bytearray(magic + bytes(4) + room)

    def add(self, data: bytes) -> int:
        at = len(self.bytes)
        self.bytes += data + bytes(len(data) % 2)
        return at

    def directory(self, tags: dict[int, object]) -> int:
        entries = b"".join(self._entry(tag, tags[tag]) for tag in sorted(tags))
        return self.add(struct.pack("<H", len(tags)) + entries + bytes(4))

    def whole(self, tags: dict[int, object]) -> bytes:
        self.bytes[4:8] = struct.pack("<I", self.directory(tags))
        return bytes(self.bytes)

    def _entry(self, tag: int, value: object) -> bytes:
        if isinstance(value, Blob):
            value = self.add(value.data)
        if isinstance(value, Below):
            value = [self.directory(part) for part in value.parts]
            value = value[0] if len(value) == 1 else struct.pack(f"<{len(value)}I", *value)
            if isinstance(value, bytes):
                return struct.pack("<HHII", tag, 4, len(value) // 4, self.add(value))
        if isinstance(value, bytes):
            kept = value.ljust(4, b"\x00") if len(value) <= 4 else self._placed(value)
            return struct.pack("<HHI", tag, 7, len(value)) + kept
        return struct.pack("<HHII", tag, 4, 1, value)

    def _placed(self, value: bytes) -> bytes:
        return struct.pack("<I", self.add(value))


def _sensor() -> dict[int, object]:
    return {256: 600, 257: 400, 262: 32803, 273: Blob(SENSOR), 279: len(SENSOR)}


def cr2(jpeg: bytes, turn: int = 1) -> bytes:
    tags = {MAKE: b"Canon\x00", ORIENTATION: turn, 273: Blob(jpeg), 279: len(jpeg)}
    return Tiff(b"II*\x00", b"CR\x02\x00" + bytes(4)).whole(tags)


def nef(jpeg: bytes, turn: int = 1) -> bytes:
    below = Below(({513: Blob(jpeg), 514: len(jpeg)}, _sensor()))
    tags = {254: 1, MAKE: b"NIKON CORPORATION\x00", ORIENTATION: turn, 330: below}
    return Tiff(b"II*\x00").whole(tags)


def arw(jpeg: bytes, turn: int = 1) -> bytes:
    tags = {
        254: 1, MAKE: b"SONY\x00", ORIENTATION: turn, 330: Below((_sensor(),)),
        513: Blob(jpeg), 514: len(jpeg),
    }  # fmt: skip
    return Tiff(b"II*\x00").whole(tags)


def dng(jpeg: bytes, turn: int = 1) -> bytes:
    shown: dict[int, object] = {254: 1, 259: 7, 262: 6, 273: Blob(jpeg), 279: len(jpeg)}
    tags = {ORIENTATION: turn, 50706: b"\x01\x07\x00\x00", 330: Below((_sensor(), shown))}
    return Tiff(b"II*\x00").whole(tags)


def rw2(jpeg: bytes, turn: int = 1) -> bytes:
    return Tiff(b"IIU\x00").whole({0x2E: jpeg, ORIENTATION: turn, MAKE: b"Panasonic\x00"})


def orf(jpeg: bytes, turn: int = 1) -> bytes:
    # Everything in the note counts from its beginning: two directories of one and two entries.
    first = struct.pack("<HHHIII", 1, 0x2020, 13, 1, 30, 0)
    second = struct.pack("<HHHIIHHIII", 2, 0x101, 4, 1, 60, 0x102, 4, 1, len(jpeg), 0)
    note = (b"OLYMPUS\x00II\x03\x00" + first + second).ljust(60, b"\x00") + jpeg
    return Tiff(b"IIRO").whole({ORIENTATION: turn, 0x8769: Below(({0x927C: note},))})


def raf(jpeg: bytes, turn: int = 1) -> bytes:
    spans = struct.pack(">6I", 148, len(jpeg), 148 + len(jpeg), 0, 148 + len(jpeg), len(SENSOR))
    head = b"FUJIFILMCCD-RAW 0201FF393101".ljust(84, b"\x00") + spans
    return head.ljust(148, b"\x00") + jpeg + SENSOR


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + name + data


def cr3(jpeg: bytes, turn: int = 1) -> bytes:
    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    facts = Tiff(b"II*\x00").whole({MAKE: b"Canon\x00", ORIENTATION: turn})
    uuid = box(b"uuid", canon + box(b"CMT1", facts))

    def moov(at: int) -> bytes:
        places = box(b"co64", struct.pack(">IIQ", 0, 1, at))
        sizes = box(b"stsz", struct.pack(">III", 0, len(jpeg), 1))
        inside = box(b"minf", box(b"stbl", sizes + places))
        return box(b"moov", uuid + box(b"trak", box(b"mdia", inside)))

    head = box(b"ftyp", b"crx \x00\x00\x00\x01crx isom")
    start = len(head) + len(moov(0)) + 8
    return head + moov(start) + box(b"mdat", jpeg)


MAKERS: dict[str, Callable[..., bytes]] = {
    "cr2": cr2, "cr3": cr3, "nef": nef, "arw": arw, "dng": dng, "raf": raf, "orf": orf, "rw2": rw2,
}  # fmt: skip
