"""What is on the paper of prints that were ordered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from modules.commerce import framing
from modules.commerce.framing import BadFraming, Framing
from modules.commerce.models import OrderItem
from modules.commerce.site.printed import cut
from modules.commerce.site.printed.cut import Cut
from modules.gallery import facade as gallery


def cuts(items: Iterable[OrderItem], thumbs: Mapping[int, gallery.Thumb]) -> dict[int, Cut]:
    """By the item's id. Asks nothing of the database where ``line.row`` is there.

    Where nobody chose, the thumbnail is cut as the photo will be.
    """
    found = {}
    for item in items:
        thumb, paper = thumbs.get(item.photo_id or 0), _paper(item)
        if thumb is None or not (item.framing or paper):
            continue
        shown = cut.of(thumb, _part(item, thumb, paper), paper)
        if shown is not None:
            found[item.pk] = shown
    return found


def _part(
    item: OrderItem, thumb: gallery.Thumb, paper: tuple[int, int] | None
) -> Framing | None:  # fmt: skip
    try:
        chosen = framing.read(item.framing)
    except BadFraming:
        return None
    if chosen is None and paper is not None:
        return framing.centred((thumb.width, thumb.height), paper)
    return chosen


def _paper(item: OrderItem) -> tuple[int, int] | None:
    row = item.line.row
    if row is None or not row.width or not row.height:
        return None
    return row.width, row.height
