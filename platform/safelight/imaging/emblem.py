"""A logo or icon as small PNG files that keep what is clear in it, made in a confined child."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from . import colour
from .child import Child
from .facts import identify
from .limits import Limits
from .opening import decoding, exif_of, opened
from .refusals import Damaged, NotAPhoto, Refused, TooComplex
from .safely import ends_as_refusals, raise_if_refused, refusal_told
from .sniff import Kind
from .turning import named_space, turn_of, turned

KINDS = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
#: Pixels of the picture that stands in headers and mails: width, height.
MARK = (720, 192)
#: Sides of the square pictures, in pixels: tabs, touch screens, home screens.
ICONS = (32, 180, 192, 512)
#: A logo of more pixels than this was not meant as one.
LIMITS = Limits(pixels=40_000_000)
_MEMORY = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Emblem:
    """Size of ``mark.png`` in pixels, and whether something in it is clear."""

    width: int
    height: int
    is_clear: bool


def emblem_safely(path: Path, out_dir: Path, *, seconds: float = 20) -> Emblem:
    """Write ``mark.png`` and ``icon-<side>.png`` into ``out_dir``, which must exist.

    sRGB, upright, without metadata. Raises a ``Refused`` subclass, for SVG too.
    """
    child = Child(_work, memory_bytes=_MEMORY)
    try:
        request = json.dumps({"path": str(path), "out_dir": str(out_dir)}).encode()
        with ends_as_refusals():
            answer = child.ask(request, seconds=seconds)
        return _read(answer)
    finally:
        child.end()


def _work(request: bytes) -> bytes:
    asked = json.loads(request)
    try:
        answer = {"done": asdict(_make(Path(asked["path"]), Path(asked["out_dir"])))}
    except Refused as refusal:
        answer = refusal_told(refusal)
    except MemoryError:
        answer = refusal_told(TooComplex(what="too much memory"))
    return json.dumps(answer, default=str).encode()


def _make(path: Path, out_dir: Path) -> Emblem:
    facts = identify(path, limits=LIMITS)
    if facts.kind not in KINDS:
        raise NotAPhoto(what=facts.kind.name)
    with opened(path, facts) as image:
        exif = exif_of(path, facts, image)
        with decoding():
            picture = colour.plain(image)
        picture = _in_srgb(picture, image.info.get("icc_profile"), named_space(image, exif))
        picture = turned(picture, turn_of(facts, exif))
    # Many logos come with a wide clear frame, which would make them small in every header.
    if box := picture.getchannel("A").getbbox():
        picture = picture.crop(box)
    mark = picture.copy()
    mark.thumbnail(MARK, Image.Resampling.LANCZOS)
    mark.save(out_dir / "mark.png", "PNG", optimize=True)
    for side in ICONS:
        _square(picture, side).save(out_dir / f"icon-{side}.png", "PNG", optimize=True)
    lowest = picture.getchannel("A").getextrema()[0]
    return Emblem(mark.width, mark.height, isinstance(lowest, int | float) and lowest < 255)


def _in_srgb(picture: Image.Image, icc: bytes | None, named: str | None) -> Image.Image:
    """RGBA in sRGB; what is clear stays as it is."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    plain = picture.convert("RGB") if picture.mode == "RGBA" else picture
    shown = colour.to_srgb(plain, icc=icc, named=named).convert("RGBA")
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _square(picture: Image.Image, side: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    # Home screens lay black under what is clear.
    ground = (255, 255, 255, 255) if side == 180 else (255, 255, 255, 0)
    square = Image.new("RGBA", (side, side), ground)
    square.alpha_composite(small, ((side - small.width) // 2, (side - small.height) // 2))
    return square


def _read(text: bytes) -> Emblem:
    """The answer as the parent believes it."""
    try:
        answer = json.loads(text)
        raise_if_refused(answer)
        done = answer["done"]
        return Emblem(int(done["width"]), int(done["height"]), bool(done["is_clear"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged from error
