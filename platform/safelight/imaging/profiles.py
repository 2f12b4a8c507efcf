"""Matrix profiles (ICC.1:2010): for photos that name a colour space without carrying a profile,
and to embed in copies."""

from __future__ import annotations

import struct
from functools import cache

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# Colorants adapted to D50. Adobe RGB (1998) Color Image Encoding, annex A; SMPTE EG 432-1 (P3).
_ADOBE: Matrix = (
    (0.60974, 0.31111, 0.01947),
    (0.20528, 0.62567, 0.06087),
    (0.14919, 0.06322, 0.74457),
)
_P3: Matrix = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
# IEC 61966-2-1, adapted to D50.
_SRGB: Matrix = (
    (0.43607, 0.22249, 0.01392),
    (0.38515, 0.71687, 0.09708),
    (0.14307, 0.06061, 0.71410),
)
_D50 = (0.96420, 1.0, 0.82491)


@cache
def adobe_rgb() -> bytes:
    """Adobe RGB (1998): gamma 563/256."""
    return _profile(_ADOBE, _curve(0, 563 / 256), title="Adobe RGB (1998)")


@cache
def srgb() -> bytes:
    """sRGB (IEC 61966-2-1)."""
    return _profile(_SRGB, _srgb_curve(), title="sRGB")


@cache
def display_p3() -> bytes:
    """Display P3: P3 colorants with the curve of sRGB."""
    return _profile(_P3, _srgb_curve(), title="Display P3")


def by_name(name: str | None) -> bytes | None:
    """The profile of ``adobe-rgb`` or ``display-p3``."""
    makers = {"adobe-rgb": adobe_rgb, "display-p3": display_p3}
    return makers[name]() if name in makers else None


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _curve(kind: int, *parameters: float) -> bytes:
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + _fixed(*parameters)


def _srgb_curve() -> bytes:
    return _curve(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _text(words: str) -> bytes:
    """One string in English: ``multiLocalizedUnicodeType``."""
    letters = words.encode("utf-16-be")
    head = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(letters), 28)
    return b"mluc" + bytes(4) + head + letters


def _profile(colorants: Matrix, curve: bytes, *, title: str) -> bytes:
    tags = [
        (b"desc", _text(title)),
        (b"cprt", _text("CC0")),
        (b"wtpt", b"XYZ " + bytes(4) + _fixed(*_D50)),
    ]
    for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colorants, strict=True):
        tags.append((name, b"XYZ " + bytes(4) + _fixed(*xyz)))
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags:
        table += name + struct.pack(">II", start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    body = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(">I4xI", 128 + len(body), 0x04300000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", 2010, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\x00") + body
