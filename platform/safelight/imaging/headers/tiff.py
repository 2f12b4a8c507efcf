"""TIFF (TIFF 6.0, BigTIFF): the first directory only."""

from __future__ import annotations

from safelight.imaging.limits import Limits
from safelight.imaging.refusals import Damaged, NotAPhoto, UnsupportedCoding, gettext_noop

from . import ifd
from .reading import Header, Source

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_SUBFILE_TYPE, _SAMPLES, _EXTRA, _SAMPLE_FORMAT = 254, 277, 338, 339
_STRIPS, _TILES, _DNG_VERSION = 273, 324, 50706
_COLOUR_FILTER_ARRAYS = {32803, 34892}
#: none, LZW, JPEG, deflate, PackBits, deflate by its old number
_COMPRESSIONS = {1, 5, 7, 8, 32773, 32946}


def read(source: Source, limits: Limits) -> Header:
    """Read the first directory. Raises NotAPhoto for camera raw in TIFF's clothes."""
    del limits
    shape = ifd.layout(source)
    tags = ifd.directory(source, shape, shape.first)
    reduced = (ifd.whole(tags, _SUBFILE_TYPE) or 0) & 1
    photometric = ifd.whole(tags, _PHOTOMETRIC)
    if _DNG_VERSION in tags or reduced or photometric in _COLOUR_FILTER_ARRAYS:
        raise NotAPhoto(what=gettext_noop("a raw file"))
    width, height = ifd.whole(tags, _WIDTH), ifd.whole(tags, _HEIGHT)
    if not width or not height or not (_STRIPS in tags or _TILES in tags):
        raise Damaged
    return _header(tags, width, height)


def _header(tags: dict[int, tuple[ifd.Value, ...] | bytes], width: int, height: int) -> Header:
    if (ifd.whole(tags, _COMPRESSION) or 1) not in _COMPRESSIONS:
        raise UnsupportedCoding(coding="a rare TIFF compression")
    bits, channels = ifd.whole(tags, _BITS) or 1, ifd.whole(tags, _SAMPLES) or 1
    if (ifd.whole(tags, _SAMPLE_FORMAT) or 1) not in {1, 4}:
        raise UnsupportedCoding(coding="floating point TIFF")
    if bits not in {1, 2, 4, 8, 16} or not 1 <= channels <= 5:
        raise UnsupportedCoding(coding=f"TIFF of {channels} × {bits} bits")
    return Header(
        width,
        height,
        bits=bits,
        channels=channels,
        alpha=_EXTRA in tags,
        codec_bytes=0,
    )
