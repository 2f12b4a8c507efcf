"""Camera raw files: which kind one is, that it is whole, and where its JPEG preview lies.

Nothing of the sensor's data is decoded. Sources: TIFF 6.0 and DNG 1.7 (CR2, NEF, ARW, DNG, and
with other magic numbers ORF and RW2); for CR3 ``bmffraw``; for RAF the header as libopenraw tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged, Refused
from safelight.imaging.sniff import Kind

from . import bmffraw, ifd, jpeg
from .exif import ORIENTATION, Tags
from .reading import Header, Source, Window, number, take

_WIDTH, _HEIGHT, _PHOTOMETRIC, _MAKE = 256, 257, 262, 271
_SUBFILE_TYPE, _SUB_DIRECTORIES, _DNG_VERSION, _EXIF, _MAKER_NOTE = 254, 330, 50706, 0x8769, 0x927C
_JPEG, _JPEG_LENGTH, _STRIPS, _SIZES, _TILES, _TILE_SIZES = 513, 514, 273, 279, 324, 325
_JPEG_OF_RW2 = 0x2E
_OLYMPUS = b"OLYMPUS\x00"
_SETTINGS_OF_ORF, _PREVIEW_OF_ORF, _PREVIEW_LENGTH_OF_ORF = 0x2020, 0x101, 0x102
_COLOUR_FILTER_ARRAYS = {32803, 34892}
_MAKES = {b"NIKON": Kind.NEF, b"SONY": Kind.ARW}
_MOST_DIRECTORIES = 32

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole JPEG inside the file: ``length`` bytes from ``at``, of this size in pixels."""

    at: int
    length: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Raw:
    """``width`` and ``height`` of the sensor's picture where the file tells them, else 0."""

    width: int
    height: int
    orientation: int
    preview: Preview | None


def kind_of_tiff(source: Source) -> Kind | None:
    """The raw format that hides behind a TIFF's magic number; None for a TIFF and for others."""
    shape = ifd.layout(source)
    tags = ifd.directory(source, shape, shape.first)
    if _DNG_VERSION in tags:
        return Kind.DNG
    make = tags.get(_MAKE)
    named = make.upper() if isinstance(make, bytes) else b""
    kind = next((kind for name, kind in _MAKES.items() if named.startswith(name)), None)
    below = [part for _, part in _directories(source, shape)] if kind else []
    is_raw = any(ifd.whole(part, _PHOTOMETRIC) in _COLOUR_FILTER_ARRAYS for part in below)
    return kind if is_raw or (ifd.whole(tags, _SUBFILE_TYPE) or 0) & 1 else None


def read(source: Source, limits: Limits, kind: Kind) -> Raw:
    """Raises Damaged for a file that is cut off or whose structure is broken."""
    if kind is Kind.CR3:
        spans, orientation = bmffraw.jpegs(source, limits)
        return Raw(0, 0, orientation, _largest(source, spans, limits))
    if kind is Kind.RAF:
        return _of_fuji(source, limits)
    shape = ifd.layout(source)
    parts = list(_directories(source, shape))
    for _, tags in parts:
        _check_whole(source, tags, kind)
    main = parts[0][1]
    turn = ifd.whole(main, ORIENTATION)
    spans = [span for at, tags in parts for span in _jpegs(source, shape, at, tags)]
    if kind is Kind.ORF:
        spans += _of_olympus(source, shape, main)
    sizes = [(ifd.whole(t, _WIDTH) or 0, ifd.whole(t, _HEIGHT) or 0) for _, t in parts]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    orientation = turn if turn is not None and 1 <= turn <= 8 else 1
    return Raw(width, height, orientation, _largest(source, spans, limits))


def header(source: Source, limits: Limits, kind: Kind) -> Header:
    """The picture that stands for the file: the preview's size, or the sensor's."""
    raw = read(source, limits, kind)
    if raw.preview is not None:
        return Header(raw.preview.width, raw.preview.height)
    return Header(raw.width or 3, raw.height or 2)


def _directories(source: Source, shape: ifd.Layout) -> Iterator[tuple[int, Tags]]:
    """Every directory of the chain and below; broken ones beside the first are left out."""
    waiting, seen = [shape.first], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.pop(0)
        if at in seen or not at:
            continue
        seen.add(at)
        try:
            tags = ifd.directory(source, shape, at)
            following = ifd.following(source, shape, at)
        except Damaged:
            if at == shape.first:
                raise
            continue
        yield at, tags
        waiting += [following, *_numbers(tags, _SUB_DIRECTORIES)]


def _check_whole(source: Source, tags: Tags, kind: Kind) -> None:
    """The sensor's data must lie in the file; RW2 declares sizes that are not true."""
    for starts, sizes in ((_STRIPS, _SIZES), (_TILES, _TILE_SIZES)):
        for at, size in zip(_numbers(tags, starts), _numbers(tags, sizes), strict=False):
            take(source, at, 0 if kind is Kind.RW2 else size)


def _jpegs(source: Source, shape: ifd.Layout, at: int, tags: Tags) -> list[Span]:
    found = list(zip(_numbers(tags, _JPEG), _numbers(tags, _JPEG_LENGTH), strict=False))
    strips = _numbers(tags, _STRIPS)
    if len(strips) == 1:
        found += zip(strips, _numbers(tags, _SIZES), strict=False)
    inside = ifd.place(source, shape, at, _JPEG_OF_RW2)
    return [*found, inside] if inside is not None else found


def _of_olympus(source: Source, shape: ifd.Layout, main: Tags) -> list[Span]:
    """The preview that Olympus names in its maker note, counted from the note's beginning."""
    exif = ifd.whole(main, _EXIF)
    note = ifd.place(source, shape, exif, _MAKER_NOTE) if exif else None
    if note is None or take(source, note[0], 8) != _OLYMPUS:
        return []
    view = Window(source, note[0])
    try:
        settings = ifd.whole(ifd.directory(view, shape, 12), _SETTINGS_OF_ORF)
        tags = ifd.directory(view, shape, settings or 0)
    except Damaged:
        return []
    start, size = ifd.whole(tags, _PREVIEW_OF_ORF), ifd.whole(tags, _PREVIEW_LENGTH_OF_ORF)
    return [(note[0] + start, size)] if start and size else []


def _of_fuji(source: Source, limits: Limits) -> Raw:
    """Big-endian positions and lengths at 84: the JPEG, its records, the sensor's data."""
    spans = [(number(source, at, 4), number(source, at + 4, 4)) for at in (84, 92, 100)]
    for at, length in spans:
        take(source, at, length)
    # Fujifilm's JPEG is a whole photo and says itself how it is turned.
    return Raw(0, 0, 0, _largest(source, spans[:1], limits))


def _largest(source: Source, spans: list[Span], limits: Limits) -> Preview | None:
    best: Preview | None = None
    for at, length in spans[:_MOST_DIRECTORIES]:
        if length > limits.preview_bytes:
            continue
        try:
            data = take(source, at, length)
            if not data.startswith(b"\xff\xd8\xff"):
                continue
            seen = jpeg.read(data, limits)
        except Refused:
            continue  # the sensor's own data may be a lossless JPEG
        if best is None or seen.width * seen.height > best.width * best.height:
            best = Preview(at, length, seen.width, seen.height)
    return best


def _numbers(tags: Tags, tag: int) -> list[int]:
    values = tags.get(tag, ())
    return [value for value in values if isinstance(value, int)] if tags.get(tag) else []
