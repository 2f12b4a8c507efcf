"""What a file is, by content alone: the first thing done with every upload."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import limits as bounds
from . import sniff
from .headers import bmff, jpeg, png, raws, tiff, webp
from .headers.reading import Header, Source
from .limits import Limits
from .refusals import TooComplex, TooLarge

#: Long edges, in pixels, of the renditions; also what a JPEG must still cover when decoded small.
LONGEST_RENDITION = 2048

_READERS: dict[sniff.Kind, Callable[[Source, Limits], Header]] = {
    sniff.Kind.JPEG: jpeg.read,
    sniff.Kind.PNG: png.read,
    sniff.Kind.TIFF: tiff.read,
    sniff.Kind.WEBP: webp.read,
    sniff.Kind.AVIF: bmff.read,
    sniff.Kind.HEIC: bmff.read,
}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the header says. ``width`` and ``height`` in pixels, as stored (not yet turned).

    Of a raw file those of the picture that stands for it; of a PDF 0.
    """

    kind: sniff.Kind
    byte_size: int
    width: int
    height: int
    bits: int
    channels: int
    alpha: bool
    animated: bool
    scans: int

    @property
    def media_type(self) -> str:
        """Media type by content, e.g. ``image/jpeg``."""
        return self.kind.media_type

    @property
    def extension(self) -> str:
        """The extension this content should have, e.g. ``.jpg``."""
        return self.kind.extension


def identify(path: Path, *, limits: Limits = bounds.DEFAULT) -> ImageFacts:
    """Say what the file at ``path`` is, from magic number and header; the name counts for nothing.

    Raises a ``Refused`` subclass: Empty, Unknown, NotAPhoto, Damaged, UnsupportedCoding, TooLarge,
    TooComplex. Reads no more than the header (JPEG of several scans: the markers of all scans).
    """
    with path.open("rb") as file:
        kind = sniff.kind_of(file.read(sniff.HEAD_BYTES))
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as source:
            size = len(source)
            if kind is sniff.Kind.TIFF:
                kind = raws.kind_of_tiff(source) or kind
            header = _header(kind, source, limits)
    _check(header, kind, limits)
    return ImageFacts(
        kind=kind,
        byte_size=size,
        width=header.width,
        height=header.height,
        bits=header.bits,
        channels=header.channels,
        alpha=header.alpha,
        animated=header.animated,
        scans=header.scans,
    )


def _header(kind: sniff.Kind, source: Source, limits: Limits) -> Header:
    if kind.is_raw:
        return raws.header(source, limits, kind)
    # A page is as large as it is drawn; only drawing it tells whether it can be.
    return Header(0, 0) if kind is sniff.Kind.PDF else _READERS[kind](source, limits)


def shrink_of(kind: sniff.Kind, width: int, height: int, longest: int) -> int:
    """By how much a JPEG may be divided while decoding (1, 2, 4, 8) and still cover ``longest``."""
    if kind is not sniff.Kind.JPEG:
        return 1
    return next((s for s in (8, 4, 2) if max(width, height) >= s * longest), 1)


def _check(header: Header, kind: sniff.Kind, limits: Limits) -> None:
    width, height = header.width, header.height
    pixels = width * height
    if pixels > limits.pixels or max(width, height) > limits.side:
        raise TooLarge(width=width, height=height)
    shrink = shrink_of(kind, width, height, LONGEST_RENDITION)
    raster = pixels * (8 if header.alpha else 4) // shrink**2
    if raster + header.codec_bytes > limits.working_bytes:
        raise TooLarge(width=width, height=height)
    if pixels * header.scans > limits.scanned_pixels:
        raise TooComplex(what="too many scans")
