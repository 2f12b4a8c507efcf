"""A changed copy of an original, as a delivery format asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, PngImagePlugin

from . import colour, metadata, profiles
from . import limits as bounds
from .facts import ImageFacts, identify, shrink_of
from .headers.exif import Exif
from .limits import Limits
from .metadata import writing
from .metadata.writing import Words
from .opening import decoding, exif_of, opened
from .sniff import Kind
from .turning import named_space, turn_of, turned


class Fit(StrEnum):
    """How the box is meant: ``MAX`` fits inside, ``MIN`` covers it (100×100 of 3:2: 150×100)."""

    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class DeliverySpec:
    """What to change. ``box`` in pixels of the upright photo, never enlarged; None keeps the size.

    ``quality`` 1 to 95. With ``srgb`` off, the photo keeps its colour space and carries its
    profile. ``keep_metadata`` off leaves only ``words``.
    """

    box: tuple[int, int] | None = None
    fit: Fit = Fit.MAX
    quality: int = 90
    srgb: bool = True
    keep_metadata: bool = True
    drop_gps: bool = False
    words: Words = field(default_factory=Words)


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
    if spec.box is None:
        return width, height
    across, down = spec.box[0] / width, spec.box[1] / height
    scale = min(1.0, min(across, down) if spec.fit is Fit.MAX else max(across, down))
    return max(1, round(width * scale)), max(1, round(height * scale))


def deliver(
    path: Path, out: Path, spec: DeliverySpec, *, limits: Limits = bounds.DEFAULT
) -> Delivered:
    """Write the copy to ``out``, eight bits a channel. Raises a ``Refused`` subclass."""
    facts = identify(path, limits=limits)
    known = metadata.read(path, facts=facts) if spec.keep_metadata else None
    with opened(path, facts) as image:
        exif = exif_of(path, facts, image)
        block = writing.exif(image, spec.words, drop_gps=spec.drop_gps, keep=known is not None)
        picture, profile = _picture(image, facts, exif, spec)
    packet = writing.packet(known, spec.words)
    kind = delivered_kind(facts.kind)
    options = _options(kind, spec)
    if kind is Kind.TIFF:
        block[700] = packet
        # An opened TIFF hands its old tags to the encoder, thumbnails and all; a copy has none.
        picture = picture.copy()
    else:
        options |= _xmp_option(kind, packet)
    options["exif"] = block.tobytes()
    if profile:
        options["icc_profile"] = profile
    picture.info = {}
    with decoding():
        picture.save(out, _PILLOW[kind], **options)
    return Delivered(kind, picture.width, picture.height, out.stat().st_size)


def _picture(
    image: ImageFile.ImageFile, facts: ImageFacts, exif: Exif, spec: DeliverySpec
) -> tuple[Image.Image, bytes | None]:
    """Decoded, sized, turned and coloured; with the profile to embed, if any."""
    turn = turn_of(facts, exif)
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
        picture = colour.flat(picture)
    icc, named = image.info.get("icc_profile"), named_space(image, exif)
    if spec.srgb or picture.mode == "LAB":
        return colour.to_srgb(picture, icc=icc, named=named), None
    return picture, icc or profiles.by_name(named)


def _draft(image: ImageFile.ImageFile, facts: ImageFacts, spec: DeliverySpec) -> None:
    """Let a JPEG decode smaller when the result stays at least as large as what is wanted."""
    if facts.kind is not Kind.JPEG or spec.box is None:
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
    # TIFF stays uncompressed: only Pillow's own writer carries EXIF directories.
    return {}


def _xmp_option(kind: Kind, packet: bytes) -> dict[str, Any]:
    """Each encoder takes the packet in its own way."""
    if kind is Kind.PNG:
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", packet.decode())
        return {"pnginfo": text}
    return {"xmp": packet}
