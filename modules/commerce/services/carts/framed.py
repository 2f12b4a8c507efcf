"""Which part of a photo a line of a cart prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modules.commerce import framing
from modules.commerce.models import CartItem
from modules.commerce.services.offers import prints
from modules.gallery import facade as gallery


def frame(item: CartItem, stored: Mapping[str, Any]) -> None:
    """Write what was chosen into the line, without saving it; empty for what is printed usually.

    What is no print of a known size keeps nothing. Raises ``framing.BadFraming``.
    """
    part = framing.read(stored)
    row = item.row
    item.framing = {}
    if part is None or row is None or item.photo_id is None:
        return
    wanted = prints.wanted(item)
    paper = prints.of([(row, wanted)]).get(wanted)
    photo = gallery.photos(ids=[item.photo_id]).get(item.photo_id)
    if paper is not None and photo is not None and photo.width and photo.height:
        item.framing = paper.checked(part, (photo.width, photo.height)).stored()
