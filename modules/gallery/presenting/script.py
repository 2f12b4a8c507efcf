"""The compact list that the grid's script reads (``docs/api/scripts.md``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from modules.gallery.models import PhotoVersion
from modules.gallery.presenting.rows import Row
from modules.gallery.presenting.signing import LARGE, MEDIUM, SMALL, Renditions

LEGEND = [
    "id", "name", "width", "height", "thumbhash", "state", "small", "medium", "large",
    "actions", "picked", "stars", "comments", "ordered",
]  # fmt: skip


def compact(rows: Sequence[Row], renditions: Renditions, *, next_url: str | None) -> dict[str, Any]:
    return {
        "legend": LEGEND,
        "base": renditions.base,
        "expires": renditions.expires,
        "photos": [_one(row, renditions) for row in rows],
        "next": next_url,
    }


def _one(row: Row, renditions: Renditions) -> list[Any]:
    photo = row.photo
    version = photo.version
    assert isinstance(version, PhotoVersion)  # Only ready photos are shown.
    return [
        photo.public_id, photo.name, version.width, version.height, version.thumbhash, photo.state,
        renditions.short(version, SMALL), renditions.short(version, MEDIUM),
        renditions.short(version, LARGE),
        row.actions, int(row.picked), row.stars, row.comments, int(row.ordered),
    ]  # fmt: skip
