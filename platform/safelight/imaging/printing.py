"""The file that a lab prints: one part of a photo at exact pixels, in sRGB.

A JPEG, because every lab takes it: quality 95 without chroma subsampling, its profile embedded, the
resolution written. Smaller photos are enlarged (Lanczos), so that the file always has the pixels
that were asked for; whether that is enough is asked before (``modules.commerce.sharpness``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile

from . import colour, placing, profiles, standing_in
from . import limits as bounds
from .facts import ImageFacts, identify
from .limits import Limits
from .metadata import merging, packets, writing
from .metadata.writing import Words
from .opening import decoding, exif_of, opened
from .placing import Box, Turn
from .refusals import NotPrintable, PrintTooLarge, TooLarge
from .sniff import Kind
from .standing_in import StandIn
from .turning import named_space, turn_of, way_of

#: Pixels of a print; A0 at 300 an inch has 140 million.
MOST_PIXELS = 150_000_000
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_CLOCKWISE = {0: (), 90: (Turn.ROTATE_270,), 180: (Turn.ROTATE_180,), 270: (Turn.ROTATE_90,)}
_JPEG = {"quality": 95, "subsampling": "4:4:4"}
#: Source rows are read for so many rows of the print at once.
_ROWS = 512


@dataclass(frozen=True, slots=True)
class PrintSpec:
    """What is on the paper.

    ``size`` in pixels. ``turned`` degrees clockwise (0, 90, 180, 270) once the photo is upright;
    ``box`` (left, top, right, bottom) in fractions of the photo so turned, of the print's own
    shape. With ``border`` all of the box is inside ``size`` with white around it. ``ppi``: pixels
    an inch.
    """

    size: tuple[int, int]
    box: Box = WHOLE
    turned: int = 0
    border: bool = False
    ppi: int = 300


@dataclass(frozen=True, slots=True)
class Printed:
    """The file written: pixels and bytes."""

    width: int
    height: int
    byte_size: int


def print_file(
    path: Path, out: Path, spec: PrintSpec, *, limits: Limits = bounds.DEFAULT
) -> Printed:
    """Write the print of the photo at ``path`` to ``out``. Raises a ``Refused`` subclass.

    Of a raw file the JPEG in it is printed. Of the metadata only creator and copyright go along.
    """
    if spec.size[0] * spec.size[1] > MOST_PIXELS or max(spec.size) > limits.side:
        raise PrintTooLarge(width=spec.size[0], height=spec.size[1])
    facts = identify(path, limits=limits)
    if facts.kind is Kind.PDF:
        raise NotPrintable
    if not facts.kind.is_raw:
        return _written(StandIn(path, facts, turn=0), out, spec, limits)
    with standing_in.preview(path, facts, out.parent, limits) as found:
        if found is None:
            raise NotPrintable
        return _written(found, out, spec, limits)


def _written(photo: StandIn, out: Path, spec: PrintSpec, limits: Limits) -> Printed:
    path, facts = photo.path, photo.facts
    known = merging.merge(packets.find(path, facts))
    with opened(path, facts) as image:
        exif = exif_of(path, facts, image)
        turns = (*way_of(photo.turn or turn_of(facts, exif)), *_CLOCKWISE[spec.turned])
        box = placing.box_before(spec.box, turns)
        icc, named = image.info.get("icc_profile"), named_space(image, exif)
        with decoding():
            _draft(image, facts, box, spec, limits)
            image.load()
            source = colour.flat(colour.plain(image))
            sheet = _sheet(source, box, turns, spec, (icc, named))
    words = Words(creator=known.creator or None, copyright=known.copyright or None)
    block = writing.exif(sheet, words, drop_gps=True, keep=False)
    writing.put_ppi(block, spec.ppi)
    with decoding():
        sheet.save(
            out, "JPEG", **_JPEG, icc_profile=profiles.srgb(), exif=block.tobytes(),
            dpi=(spec.ppi, spec.ppi),
        )  # fmt: skip
    return Printed(*sheet.size, out.stat().st_size)


def _draft(
    image: ImageFile.ImageFile, facts: ImageFacts, box: Box, spec: PrintSpec, limits: Limits
) -> None:
    """Let a JPEG decode smaller where twice the print's pixels remain, or memory asks for it."""
    if facts.kind is not Kind.JPEG:
        return
    across, down = facts.width * (box[2] - box[0]), facts.height * (box[3] - box[1])
    # Whichever way round the print lies: no side of it is longer than its longest.
    spare = min(across, down) / (2 * max(spec.size))
    codec = 2 * facts.channels * facts.width * facts.height if facts.scans > 1 else 0
    for shrink in (1, 2, 4, 8):
        raster = 4 * facts.width * facts.height // shrink**2
        if raster + codec <= limits.working_bytes and (spare < 2 * shrink or shrink == 8):
            if shrink > 1:
                size = (max(1, facts.width // shrink), max(1, facts.height // shrink))
                image.draft("RGB", size)
            return
    raise TooLarge(width=facts.width, height=facts.height)


def _sheet(
    source: Image.Image,
    box: Box,
    turns: tuple[Turn, ...],
    spec: PrintSpec,
    space: tuple[bytes | None, str | None],
) -> Image.Image:
    """The finished print; it and the source are the only large pictures in memory.

    Neither colours nor turns are worked out for more than some rows at once.
    """
    across, down = source.width * (box[2] - box[0]), source.height * (box[3] - box[1])
    inner = placing.size_after(spec.size, turns)
    if spec.border:
        inner = _inside(inner, across / down)
    upright = placing.size_after(inner, turns)
    left, top = ((whole - part) // 2 for whole, part in zip(spec.size, upright, strict=True))
    sheet = Image.new("RGB", spec.size, "white")
    x, y = box[0] * source.width, box[1] * source.height
    for start in range(0, inner[1], _ROWS):
        stop = min(start + _ROWS, inner[1])
        part = (x, y + down * start / inner[1], x + across, y + down * stop / inner[1])
        rows = source.resize(
            (inner[0], stop - start), Image.Resampling.LANCZOS, box=_within(part, source.size)
        )
        rows = colour.to_srgb(rows, icc=space[0], named=space[1])
        for turn in turns:
            rows = rows.transpose(turn)
        at = placing.box_after((0, start, inner[0], stop), inner, turns)
        sheet.paste(rows, (left + round(at[0]), top + round(at[1])))
    return sheet


def _inside(size: tuple[int, int], ratio: float) -> tuple[int, int]:
    """The largest size of this width to height inside ``size``."""
    width, height = size
    if width / height > ratio:
        return max(1, round(height * ratio)), height
    return width, max(1, round(width / ratio))


def _within(box: Box, size: tuple[int, int]) -> Box:
    """Fractions are no whole numbers: nothing may reach out of the picture by a hair."""
    left, top = max(0.0, box[0]), max(0.0, box[1])
    return left, top, min(box[2], float(size[0])), min(box[3], float(size[1]))
