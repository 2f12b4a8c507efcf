"""Sixteen bits a channel, which TIFFs from raw developers have and Pillow's RGB has not.

A picture is held as one ``I;16`` image a channel. Pillow reads only the upper byte of a sample, so
the file is read twice: told the other byte order, its decoder hands over the lower byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFile

from .facts import ImageFacts
from .opening import decoding, opened
from .sniff import Kind

_OTHER_BYTE = {"RGB;16N": "RGB;16B", "RGB;16L": "RGB;16B", "RGB;16B": "RGB;16L"}


@dataclass(frozen=True, slots=True)
class Deep:
    """A picture of sixteen bits: one channel for grey, three for red, green and blue."""

    bands: tuple[Image.Image, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.bands[0].size

    def resized(self, size: tuple[int, int]) -> Deep:
        """The same picture in another size."""
        way = Image.Resampling.LANCZOS
        return Deep(tuple(band.resize(size, way) for band in self.bands))

    def bytes_of(self, top: int, bottom: int, *, differences: bool) -> bytes:
        """Rows as little-endian samples, channel by channel for each pixel.

        With ``differences`` each sample is what it is more than its left neighbour (TIFF 6.0,
        section 14).
        """
        samples: list[bytes] = []
        for band in self.bands:
            width = band.width
            rows = band.crop((0, top, width, bottom))
            low, high = Image.frombytes("LA", rows.size, rows.tobytes()).split()
            samples += [part.tobytes() for part in _differences(low, high, differences)]
        woven = bytearray(len(samples) * len(samples[0]))
        for at, part in enumerate(samples):
            woven[at :: len(samples)] = part
        return bytes(woven)


def shifted(image: Image.Image) -> Image.Image:
    """Each pixel's left neighbour; black where there is none."""
    left = Image.new(image.mode, image.size)
    left.paste(image, (1, 0))
    return left


def is_deep(image: ImageFile.ImageFile, facts: ImageFacts) -> bool:
    """Whether an opened picture has sixteen bits that ``read`` can keep."""
    if facts.kind is not Kind.TIFF or facts.bits != 16:
        return False
    if image.mode.startswith("I;16"):
        return True
    return image.mode == "RGB" and all(_layout_of(tile) in _OTHER_BYTE for tile in image.tile)


def read(path: Path, facts: ImageFacts, image: ImageFile.ImageFile) -> Deep:
    """Decode an opened, not yet decoded picture that ``is_deep``. Raises Damaged."""
    if image.mode.startswith("I;16"):
        with decoding():
            image.load()
            plain = image if image.mode == "I;16" else image.convert("I").convert("I;16")
            return Deep((plain.copy(),))
    with opened(path, facts) as other, decoding():
        other.tile = [_with_other_byte(tile) for tile in other.tile]
        image.load()
        other.load()
        pairs = zip(other.split(), image.split(), strict=True)
        return Deep(tuple(_joined(low, high) for low, high in pairs))


def _layout_of(tile: ImageFile._Tile) -> str:
    return str(tile.args[0]) if isinstance(tile.args, tuple) and tile.args else ""


def _with_other_byte(tile: ImageFile._Tile) -> ImageFile._Tile:
    rest = tile.args[1:] if isinstance(tile.args, tuple) else ()
    return tile._replace(args=(_OTHER_BYTE[_layout_of(tile)], *rest))


def _joined(low: Image.Image, high: Image.Image) -> Image.Image:
    return Image.frombytes("I;16", low.size, Image.merge("LA", (low, high)).tobytes())


def _differences(
    low: Image.Image, high: Image.Image, wanted: bool
) -> tuple[Image.Image, Image.Image]:
    if not wanted:
        return low, high
    left_low, left_high = shifted(low), shifted(high)
    borrowed = ImageChops.subtract(left_low, low).point([0, *[1] * 255])
    upper = ImageChops.subtract_modulo(ImageChops.subtract_modulo(high, left_high), borrowed)
    return ImageChops.subtract_modulo(low, left_low), upper
