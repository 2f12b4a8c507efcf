"""Original in, renditions out: one decode, then each size from the larger one.

Why these formats and sizes: docs/decisions/0002-one-decoder.md.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from . import colour, documents, standing_in, thumbhash
from . import limits as bounds
from .facts import ImageFacts, identify, shrink_of
from .limits import Limits
from .opening import decoding, exif_of, opened
from .sniff import Kind
from .turning import named_space, turn_of, turned


class _Encoding(NamedTuple):
    pillow: str
    media_type: str
    extension: str
    options: dict[str, Any]


_WEBP = _Encoding("WEBP", "image/webp", ".webp", {"quality": 80, "method": 2})
_JPEG = _Encoding(
    "JPEG", "image/jpeg", ".jpg", {"quality": 82, "subsampling": "4:2:0", "optimize": True}
)
#: Long edge in pixels to encoding. The largest is a JPEG: it is also the low-resolution download.
EDGES = {400: _WEBP, 1200: _WEBP, 2048: _JPEG}
#: The first resize is done in so many.
_STRIPS = 16


@dataclass(frozen=True, slots=True)
class Rendition:
    """One smaller picture on disk. ``edge`` is its nominal long edge in pixels."""

    edge: int
    width: int
    height: int
    media_type: str
    byte_size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Developed:
    """What became of an original. ``width`` and ``height`` in pixels, the right way up."""

    facts: ImageFacts
    width: int
    height: int
    orientation: int
    renditions: tuple[Rendition, ...]
    thumbhash: bytes
    #: Average colour, ``#rrggbb``.
    average: str

    @property
    def thumbhash_text(self) -> str:
        """ThumbHash in base64, as pages carry it."""
        return base64.b64encode(self.thumbhash).decode("ascii")


def rendition_name(edge: int) -> str:
    """The file name of a rendition, e.g. ``400.webp``. Raises ``KeyError`` for another edge."""
    return f"{edge}{EDGES[edge].extension}"


def develop(
    path: Path,
    out_dir: Path,
    *,
    facts: ImageFacts | None = None,
    limits: Limits = bounds.DEFAULT,
) -> Developed:
    """Write ``400.webp``, ``1200.webp`` and ``2048.jpg`` into ``out_dir``, which must exist.

    Renditions are sRGB, upright, without any metadata, never larger than the original (a small
    original gives its own size under the larger names). Raises a ``Refused`` subclass.
    """
    facts = facts or identify(path, limits=limits)
    picture, turn, (width, height) = _shown(path, facts, out_dir, limits)
    made = _cascade(picture, (width, height), out_dir)
    small = picture.reduce(max(1, max(picture.size) // 128))
    red, green, blue = small.resize((1, 1), Image.Resampling.BOX).tobytes()
    return Developed(
        facts=facts,
        width=width,
        height=height,
        orientation=turn,
        renditions=made,
        thumbhash=thumbhash.encode(small),
        average=f"#{red:02x}{green:02x}{blue:02x}",
    )


def _shown(
    path: Path, facts: ImageFacts, out_dir: Path, limits: Limits
) -> tuple[Image.Image, int, tuple[int, int]]:
    """As ``_upright``; for files that are no pictures, of the one that stands for them."""
    if facts.kind is Kind.PDF:
        page = documents.first_page(path, longest=max(EDGES))
        return page, 1, page.size
    if not facts.kind.is_raw:
        return _upright(path, facts)
    with standing_in.preview(path, facts, out_dir, limits) as found:
        if found is not None:
            return _upright(found.path, found.facts, found.turn)
    picture = standing_in.plain(facts)
    return picture, 1, (facts.width, facts.height)


def _upright(
    path: Path, facts: ImageFacts, told: int = 0
) -> tuple[Image.Image, int, tuple[int, int]]:
    """The largest rendition's picture, the turn made, and the original's size once turned.
    ``told`` is a turn that something else than the picture asks for.

    Nobody keeps the decoded file after this: it is the largest raster of all.
    """
    with opened(path, facts) as image:
        exif = exif_of(path, facts, image)
        turn = told or turn_of(facts, exif)
        with decoding():
            picture = _decoded(image, facts, max(EDGES))
        icc, named = image.info.get("icc_profile"), named_space(image, exif)
        width, height = _full_size(image, facts)
    picture = turned(colour.to_srgb(picture, icc=icc, named=named), turn)
    return picture, turn, (height, width) if turn >= 5 else (width, height)


def _full_size(image: Image.Image, facts: ImageFacts) -> tuple[int, int]:
    """Stored size; a TIFF or HEIC was turned by its decoder, so the picture itself knows."""
    if facts.kind is Kind.JPEG:
        return facts.width, facts.height
    return image.size


def _decoded(image: Image.Image, facts: ImageFacts, longest: int) -> Image.Image:
    """Decode once, as small as the codec can and still cover ``longest``; then fit into it."""
    shrink = shrink_of(facts.kind, facts.width, facts.height, longest)
    if shrink > 1:
        # Asking for anything but the exact fraction would make the decoder keep a margin.
        image.draft("RGB", (max(1, facts.width // shrink), max(1, facts.height // shrink)))
    image.load()
    picture = colour.plain(image)
    size = _fit(picture.size, longest)
    if size != picture.size:
        picture = _resized(picture, size)
    return colour.flat(picture)


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The first and largest resize, in strips: between its two passes it holds a strip, not all.
    Height first, as in ``_smaller``.

    The pixels are those of one resize, but for a step of 1 in 255 where a strip begins.
    """
    if picture.mode not in {"L", "RGB"}:  # alpha would be multiplied in anew for each strip
        return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    width, height = size
    made = Image.new(picture.mode, size)
    for strip in range(_STRIPS):
        top, bottom = height * strip // _STRIPS, height * (strip + 1) // _STRIPS
        if top == bottom:
            continue
        scale = picture.height / height
        box = (0.0, top * scale, float(picture.width), min(bottom * scale, picture.height))
        lower = picture.resize(
            (picture.width, bottom - top), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0
        )
        narrower = lower.resize((width, bottom - top), Image.Resampling.LANCZOS, reducing_gap=2.0)
        made.paste(narrower, (0, top))
    return made


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Height first: columns are summed faster than rows, and Pillow begins with the slower ones."""
    lower = picture.resize((picture.width, size[1]), Image.Resampling.LANCZOS)
    return lower.resize(size, Image.Resampling.LANCZOS)


def _fit(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """``size`` scaled down so that its long edge is at most ``edge``."""
    longest = max(size)
    if longest <= edge:
        return size
    return max(1, round(size[0] * edge / longest)), max(1, round(size[1] * edge / longest))


def _cascade(picture: Image.Image, full: tuple[int, int], out_dir: Path) -> tuple[Rendition, ...]:
    made = []
    picture.info = {}  # what an encoder finds here it writes: comments, profiles, positions
    for edge, encoding in sorted(EDGES.items(), reverse=True):
        size = _fit(full, edge)
        if size != picture.size:
            picture = _smaller(picture, size)
        path = out_dir / rendition_name(edge)
        with decoding():
            picture.save(path, encoding.pillow, **encoding.options)
        made.append(
            Rendition(
                edge=edge,
                width=picture.width,
                height=picture.height,
                media_type=encoding.media_type,
                byte_size=path.stat().st_size,
                path=path,
            )
        )
    return tuple(reversed(made))
