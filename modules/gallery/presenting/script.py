"""The compact list that the grid's script reads (``docs/api/scripts.md``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from modules.gallery.presenting.rows import Row
from modules.gallery.presenting.signing import Renditions

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
    small, medium, large = renditions.all_short(row)
    return [
        row.public_id, row.name, row.width, row.height, row.thumbhash, row.state,
        small, medium, large,
        row.actions, int(row.picked), row.stars, row.comments, int(row.ordered),
    ]  # fmt: skip
