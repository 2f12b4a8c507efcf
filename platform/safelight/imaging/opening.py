"""Opens an identified file with the one decoder meant for it, and nothing else.

``Image.open`` would ask every plugin in turn; here the class of the format is called itself, so
that no file can choose its decoder.
"""

from __future__ import annotations

import mmap
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pillow_heif
from PIL import (
    AvifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from .facts import ImageFacts
from .headers import exif
from .refusals import Damaged, TooComplex
from .sniff import Kind

ImageFile.LOAD_TRUNCATED_IMAGES = False
# One process handles one photo: more threads would only take processor time from neighbours.
pillow_heif.options.DECODE_THREADS = 1

_OPENERS: dict[Kind, type[ImageFile.ImageFile]] = {
    # The plain class reads the first image of an MPO and looks for no second one.
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.TIFF: TiffImagePlugin.TiffImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
    Kind.AVIF: AvifImagePlugin.AvifImageFile,
    Kind.HEIC: pillow_heif.HeifImageFile,
}

_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    struct.error,
    zlib.error,
)


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever a decoder raises into Damaged; silence its warnings about odd metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except MemoryError as error:
        raise TooComplex(what="too much memory") from error
    except _DECODER_ERRORS as error:
        raise Damaged from error


@contextmanager
def opened(path: Path, facts: ImageFacts) -> Iterator[ImageFile.ImageFile]:
    """The first picture of the file, not yet decoded. Raises Damaged."""
    with decoding():
        image = _OPENERS[facts.kind](str(path))
    with image:
        # A decoder that sees another size than the checked header would escape the limits.
        if sorted(image.size) != sorted((facts.width, facts.height)):
            if facts.kind not in {Kind.HEIC, Kind.AVIF}:
                raise Damaged
            if image.width * image.height > facts.width * facts.height:
                raise Damaged
        yield image


def exif_of(path: Path, facts: ImageFacts, image: Image.Image) -> exif.Exif:
    """The EXIF directories of an opened picture; a TIFF is its own EXIF block."""
    if facts.kind is Kind.TIFF:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return exif.parse(whole)
    block = image.info.get("exif")
    return exif.parse(block) if isinstance(block, bytes) else exif.Exif()
