"""A changed copy of an original, as a delivery format asks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, PngImagePlugin

from . import colour, deep, profiles, tiffs
from . import limits as bounds
from .deep import Deep
from .facts import ImageFacts, identify, shrink_of
from .headers.exif import Exif
from .limits import Limits
from .metadata import keeping, merging, packets, writing
from .metadata.writing import Words
from .opening import decoding, exif_of, opened
from .sniff import Kind
from .turning import named_space, turn_of, turned

#: Bytes that fit into one segment of a JPEG beside its length and name.
_SEGMENT = 65_000


class Fit(StrEnum):
    """How the box is meant: ``MAX`` fits inside, ``MIN`` covers it (100×100 of 3:2: 150×100)."""

    MAX = "max"
    MIN = "min"


class Colour(StrEnum):
    """The copy's colour space; whichever it is, its profile is embedded."""

    KEEP = "keep"
    SRGB = "srgb"
    ADOBE_RGB = "adobe_rgb"


@dataclass(frozen=True, slots=True)
class DeliverySpec:
    """What to change. Never enlarged; with neither ``box`` nor ``pixels`` the size stays.

    ``box`` in pixels of the upright photo, ``pixels`` how many the copy has, about. ``quality`` 1
    to 95. ``ppi``: pixels an inch, a word to printers only; None leaves the photo's own.
    ``keep_metadata`` off leaves only ``words``.
    """

    box: tuple[int, int] | None = None
    fit: Fit = Fit.MAX
    pixels: int | None = None
    quality: int = 90
    colour: Colour = Colour.SRGB
    ppi: int | None = None
    keep_metadata: bool = True
    drop_gps: bool = False
    words: Words = field(default_factory=Words)

    @property
    def is_sized(self) -> bool:
        """Whether it says how large the copy is."""
        return self.box is not None or self.pixels is not None


@dataclass(frozen=True, slots=True)
class Delivered:
    """The file written: its kind, its size in pixels and in bytes."""

    kind: Kind
    width: int
    height: int
    byte_size: int


#: JPEG, PNG, TIFF and WebP stay what they are; the others become the format everyone opens.
_PILLOW = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.TIFF: "TIFF", Kind.WEBP: "WEBP"}


def delivered_kind(kind: Kind) -> Kind:
    """The format a delivered copy of ``kind`` has."""
    return kind if kind in _PILLOW else Kind.JPEG


def size_for(width: int, height: int, spec: DeliverySpec) -> tuple[int, int]:
    """Size in pixels of the delivered copy of an upright photo of this size."""
    scale = 1.0
    if spec.box is not None:
        across, down = spec.box[0] / width, spec.box[1] / height
        scale = min(across, down) if spec.fit is Fit.MAX else max(across, down)
    elif spec.pixels is not None:
        scale = math.sqrt(spec.pixels / (width * height))
    if scale >= 1:
        return width, height
    return max(1, round(width * scale)), max(1, round(height * scale))


def deliver(
    path: Path, out: Path, spec: DeliverySpec, *, limits: Limits = bounds.DEFAULT
) -> Delivered:
    """Write the copy to ``out``. Raises a ``Refused`` subclass.

    A TIFF of sixteen bits keeps them unless its colours are converted, and is packed if it was.
    """
    facts = identify(path, limits=limits)
    found = packets.find(path, facts) if spec.keep_metadata else None
    with opened(path, facts) as image:
        exif = exif_of(path, facts, image)
        block = writing.exif(image, spec.words, drop_gps=spec.drop_gps, keep=found is not None)
        ppi = spec.ppi or writing.ppi_of(image)
        packed = image.info.get("compression", "raw") != "raw"
        picture, profile = _picture(path, image, facts, exif, spec)
    writing.put_ppi(block, ppi)
    blocks = tiffs.Blocks(
        exif=block, xmp=_packet(found, spec), iptc=_iptc(found, spec), icc=profile or b""
    )
    kind = delivered_kind(facts.kind)
    with decoding():
        if kind is Kind.TIFF:
            tiffs.write(out, picture, blocks, packed=packed)
        else:
            assert not isinstance(picture, Deep)  # Only a TIFF is read so.
            picture.info = {}
            options = _options(kind, spec) | _carried(kind, blocks, ppi)
            picture.save(out, _PILLOW[kind], **options)
    return Delivered(kind, *picture.size, out.stat().st_size)


def _packet(found: packets.Packets | None, spec: DeliverySpec) -> bytes:
    """The original's packet where it can be read and fits into a JPEG; else a new one."""
    if found is None:
        return writing.packet(None, spec.words)
    kept = keeping.packet(found.xmp, spec.words, drop_position=spec.drop_gps)
    return kept if 0 < len(kept) < _SEGMENT else writing.packet(merging.merge(found), spec.words)


def _iptc(found: packets.Packets | None, spec: DeliverySpec) -> bytes:
    if found is None:
        return b""
    kept = keeping.iptc(found.iptc, spec.words, drop_position=spec.drop_gps)
    return kept if len(kept) < _SEGMENT else b""


def _picture(
    path: Path, image: ImageFile.ImageFile, facts: ImageFacts, exif: Exif, spec: DeliverySpec
) -> tuple[Image.Image | Deep, bytes | None]:
    """Decoded, sized, turned and coloured; with the profile to embed, if any."""
    icc, named = image.info.get("icc_profile"), named_space(image, exif)
    if deep.is_deep(image, facts) and not _is_converted(icc, named, spec):
        picture = deep.read(path, facts, image)
        size = size_for(*picture.size, spec)
        sized = picture.resized(size) if size != picture.size else picture
        return sized, _embedded(icc, named, spec)
    return _coloured(_upright(image, facts, turn_of(facts, exif), spec), icc, named, spec)


def _is_converted(icc: bytes | None, named: str | None, spec: DeliverySpec) -> bool:
    if spec.colour is Colour.SRGB:
        return not colour.is_srgb(icc=icc, named=named)
    return spec.colour is Colour.ADOBE_RGB and not colour.is_adobe_rgb(icc=icc, named=named)


def _upright(
    image: ImageFile.ImageFile, facts: ImageFacts, turn: int, spec: DeliverySpec
) -> Image.Image:
    with decoding():
        _draft(image, facts, spec)
        image.load()
        full = (facts.width, facts.height) if facts.kind is Kind.JPEG else image.size
        picture = turned(colour.plain(image), turn)
        if turn >= 5:
            full = full[1], full[0]
        size = size_for(*full, spec)
        if size != picture.size:
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        return colour.flat(picture)


def _coloured(
    picture: Image.Image, icc: bytes | None, named: str | None, spec: DeliverySpec
) -> tuple[Image.Image, bytes | None]:
    profile = _embedded(icc, named, spec)
    if spec.colour is Colour.ADOBE_RGB:
        return colour.to_adobe_rgb(picture, icc=icc, named=named), profile
    if spec.colour is Colour.SRGB:
        return colour.to_srgb(picture, icc=icc, named=named), profile
    if picture.mode == "LAB":
        return colour.to_srgb(picture, icc=icc, named=named), profiles.srgb()
    return picture, profile


def _embedded(icc: bytes | None, named: str | None, spec: DeliverySpec) -> bytes | None:
    made = {Colour.SRGB: profiles.srgb(), Colour.ADOBE_RGB: profiles.adobe_rgb()}
    return made.get(spec.colour) or icc or profiles.by_name(named)


def _draft(image: ImageFile.ImageFile, facts: ImageFacts, spec: DeliverySpec) -> None:
    """Let a JPEG decode smaller when the result stays at least as large as what is wanted."""
    if facts.kind is not Kind.JPEG or not spec.is_sized:
        return
    sides = (facts.width, facts.height)
    # Turned or not, the scale is the same when the box is taken in the order that asks for more.
    wanted = max(max(size_for(*sides, spec)), max(size_for(*sides[::-1], spec)))
    shrink = shrink_of(facts.kind, *sides, wanted)
    if shrink > 1:
        image.draft("RGB", (max(1, sides[0] // shrink), max(1, sides[1] // shrink)))


def _options(kind: Kind, spec: DeliverySpec) -> dict[str, Any]:
    if kind is Kind.JPEG:
        subsampling = "4:4:4" if spec.quality >= 90 else "4:2:0"
        return {"quality": spec.quality, "subsampling": subsampling, "optimize": True}
    if kind is Kind.WEBP:
        return {"quality": spec.quality, "method": 4}
    return {}


def _carried(kind: Kind, blocks: tiffs.Blocks, ppi: int | None) -> dict[str, Any]:
    """What beside the pixels; each encoder takes the packet in its own way."""
    options: dict[str, Any] = {"exif": blocks.exif.tobytes()}
    if blocks.icc:
        options["icc_profile"] = blocks.icc
    if ppi:
        options["dpi"] = (ppi, ppi)
    if kind is Kind.JPEG and blocks.iptc:
        data = keeping.resources(blocks.iptc)
        options["extra"] = b"\xff\xed" + (len(data) + 2).to_bytes(2, "big") + data
    if kind is not Kind.PNG:
        return options | {"xmp": blocks.xmp}
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", blocks.xmp.decode())
    return options | {"pnginfo": text}
