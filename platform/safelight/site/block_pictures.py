"""The pictures that blocks of pages name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safelight.site import brand
from safelight.site.models import SitePicture

SIZES = ("400", "1200", "2048")


@dataclass(frozen=True)
class Shown:
    """A picture of a block: addresses by size, and its size in pixels."""

    small: str
    medium: str
    large: str
    width: int
    height: int


def pictures_of(content: Iterable[Mapping[str, Any]]) -> dict[str, Shown]:
    """The pictures that blocks name, in one query."""
    wanted = {block["picture"] for block in content if block.get("picture")}
    rows = SitePicture.objects.filter(public_id__in=wanted) if wanted else ()
    return {row.public_id: _shown(row) for row in rows}


def first_picture(content: Iterable[Mapping[str, Any]]) -> str:
    """The largest address of the first picture; empty without one."""
    content = list(content)
    shown = pictures_of(content)
    named = (block.get("picture") for block in content)
    return next((shown[name].large for name in named if name in shown), "")


def _shown(row: SitePicture) -> Shown:
    small, medium, large = (brand.address_of(row, size) for size in SIZES)
    return Shown(small, medium, large, row.width, row.height)
