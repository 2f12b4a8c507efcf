"""What is shown of files that are delivered as they are: raw files by the JPEG in them."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from .facts import ImageFacts, identify
from .headers import raws
from .limits import Limits

#: Long edge in pixels of a picture that only says what kind of file it stands for.
_PLAIN_EDGE = 1200


@dataclass(frozen=True, slots=True)
class StandIn:
    """A JPEG on disk, what it is, and how it is to be turned (0: as it says itself)."""

    path: Path
    facts: ImageFacts
    turn: int


@contextmanager
def preview(
    path: Path, facts: ImageFacts, folder: Path, limits: Limits
) -> Iterator[StandIn | None]:
    """The largest JPEG inside a raw file, in ``folder`` while the block runs; None without one."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        raw = raws.read(whole, limits, facts.kind)
        found = raw.preview
        data = whole[found.at : found.at + found.length] if found else b""
    if not data:
        yield None
        return
    out = folder / "preview.jpg"
    out.write_bytes(data)
    yield StandIn(out, identify(out, limits=limits), raw.orientation)
    out.unlink()


def plain(facts: ImageFacts) -> Image.Image:
    """A grey picture of the file's proportions, with its kind written on it."""
    longest = max(facts.width, facts.height)
    size = tuple(max(1, _PLAIN_EDGE * side // longest) for side in (facts.width, facts.height))
    picture = Image.new("RGB", (size[0], size[1]), "#d9d6d2")
    draw = ImageDraw.Draw(picture)
    middle = (picture.width / 2, picture.height / 2)
    draw.text(middle, facts.kind.upper(), fill="#55504a", anchor="mm", font_size=120)
    return picture
