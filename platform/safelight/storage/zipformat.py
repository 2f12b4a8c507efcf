"""Headers of a ZIP of stored files: their lengths without writing them, and their bytes.

Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 and 4.5; the time in UTC is Info-ZIP's extra field
``UT``. ZIP64 fields are written where a value does not fit in 32 bits (16 for the count), and only
there. The sentinel values themselves count as not fitting.
"""

from __future__ import annotations

import struct
import time
from typing import NamedTuple

_MOST_32 = 0xFFFF_FFFF
_MOST_16 = 0xFFFF
_UTF8_NAME = 0x0800
_STORED = 0
_UNIX = 3 << 8
_REGULAR_0644 = 0o100644 << 16
_VERSION_PLAIN = 20
_VERSION_ZIP64 = 45

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_TIME_EXTRA = struct.Struct("<HHBI")
_EXTRA_START = struct.Struct("<HH")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")

_LOCAL_FIXED = _LOCAL.size + _TIME_EXTRA.size
_CENTRAL_FIXED = _CENTRAL.size + _TIME_EXTRA.size
_SIZES_64 = _EXTRA_START.size + 16


class Member(NamedTuple):
    """One stored file: name in UTF-8, offset and size in bytes, time in seconds since 1970."""

    name: bytes
    offset: int
    size: int
    crc32: int
    modified_at: int


def local_length(name_length: int, size: int) -> int:
    return _LOCAL_FIXED + name_length + (_SIZES_64 if size >= _MOST_32 else 0)


def central_length(name_length: int, size: int, offset: int) -> int:
    more = 16 * (size >= _MOST_32) + 8 * (offset >= _MOST_32)
    return _CENTRAL_FIXED + name_length + (more + _EXTRA_START.size if more else 0)


def end_length(count: int, directory_offset: int, directory_length: int) -> int:
    if _is_zip64(count, directory_offset, directory_length):
        return _END_64.size + _LOCATOR_64.size + _END.size
    return _END.size


def local_header(member: Member) -> bytes:
    extra = _time_extra(member)
    size = member.size
    if size >= _MOST_32:
        extra += _EXTRA_START.pack(1, 16) + struct.pack("<QQ", size, size)
        size = _MOST_32
    fixed = _LOCAL.pack(
        b"PK\3\4",
        _VERSION_PLAIN if size < _MOST_32 else _VERSION_ZIP64,
        _UTF8_NAME,
        _STORED,
        *_dos_time(member.modified_at),
        member.crc32,
        size,
        size,
        len(member.name),
        len(extra),
    )
    return fixed + member.name + extra


def central_header(member: Member) -> bytes:
    large = [member.size, member.size] if member.size >= _MOST_32 else []
    large += [member.offset] if member.offset >= _MOST_32 else []
    extra = _time_extra(member)
    if large:
        extra += _EXTRA_START.pack(1, 8 * len(large)) + struct.pack(f"<{len(large)}Q", *large)
    version = _VERSION_ZIP64 if large else _VERSION_PLAIN
    size = min(member.size, _MOST_32)
    fixed = _CENTRAL.pack(
        b"PK\1\2",
        _UNIX | version,
        version,
        _UTF8_NAME,
        _STORED,
        *_dos_time(member.modified_at),
        member.crc32,
        size,
        size,
        len(member.name),
        len(extra),
        0,
        0,
        0,
        _REGULAR_0644,
        min(member.offset, _MOST_32),
    )
    return fixed + member.name + extra


def end_records(count: int, directory_offset: int, directory_length: int) -> bytes:
    end = _END.pack(
        b"PK\5\6",
        0,
        0,
        min(count, _MOST_16),
        min(count, _MOST_16),
        min(directory_length, _MOST_32),
        min(directory_offset, _MOST_32),
        0,
    )
    if not _is_zip64(count, directory_offset, directory_length):
        return end
    # The length that the record states leaves out its own first twelve bytes.
    large = _END_64.pack(
        b"PK\6\6",
        _END_64.size - 12,
        _UNIX | _VERSION_ZIP64,
        _VERSION_ZIP64,
        0,
        0,
        count,
        count,
        directory_length,
        directory_offset,
    )
    locator = _LOCATOR_64.pack(b"PK\6\7", 0, directory_offset + directory_length, 1)
    return large + locator + end


def _is_zip64(count: int, directory_offset: int, directory_length: int) -> bool:
    return count >= _MOST_16 or max(directory_offset, directory_length) >= _MOST_32


def _time_extra(member: Member) -> bytes:
    return _TIME_EXTRA.pack(0x5455, 5, 1, member.modified_at & _MOST_32)


def _dos_time(modified_at: int) -> tuple[int, int]:
    """Time and date of the old kind, in UTC: two-second steps from 1980 to 2107."""
    at = time.gmtime(min(max(modified_at, 315_532_800), 4_354_819_199))
    clock = at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec >> 1
    return clock, (at.tm_year - 1980) << 9 | at.tm_mon << 5 | at.tm_mday
