"""Pictures of finished products, uploaded by the studio; kept small, shown where they are bought.

Uploads are read as hostile, by the same decoder as photos, and only what it draws is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.commerce.models import PriceRow
from modules.labs.models import RowCard
from safelight.imaging import Rendition, develop_safely
from safelight.imaging.refusals import Refused
from safelight.kernel.errors import Refusal
from safelight.storage import keys, objects, scratch
from safelight.takeout import holding
from tenants.context import current_studio

LARGEST = 30_000_000
# Pixels of the long edge: it is drawn at a quarter of a page's width.
EDGE = 400
_CHUNK = 64 * 1024


class BadPicture(Refusal):
    """Not a picture, a damaged one, or too large."""

    code = "bad_product_picture"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as pages draw it; pixels."""

    url: str
    width: int
    height: int


def keep(*, row: PriceRow, file: BinaryIO) -> RowCard:
    """Show this picture with the row from now on. Outside a transaction. Raises ``BadPicture``."""
    store, studio = objects.from_environment(), current_studio().uuid
    with scratch.folder(store.local, studio) as folder:
        made = _small(_written(file, folder / "upload"), folder)
        key = keys.join(keys.new_object(studio), "product")
        store.adopt(key, made.path)
    card: RowCard = RowCard.objects.get_or_create(row=row)[0]
    before = card.picture
    card.picture, card.width, card.height = key, made.width, made.height
    card.edition += 1
    card.save(update_fields=["picture", "width", "height", "edition"])
    _forget(before)
    return card


def take_away(*, row: PriceRow) -> None:
    """Show none any more; nothing happens where none was."""
    card = RowCard.objects.filter(row=row).exclude(picture="").first()
    if card is not None:
        before, card.picture = card.picture, ""
        card.save(update_fields=["picture"])
        _forget(before)


def pictures(row_ids: Iterable[int]) -> dict[int, Shown]:
    """By the id of the row, in one query."""
    cards = RowCard.objects.filter(row__in=set(row_ids)).exclude(picture="")
    return {
        card.row_id: Shown(
            url=reverse("labs_site:picture", args=[card.public_id, card.edition]),
            width=card.width,
            height=card.height,
        )
        for card in cards
    }


def shown(*, public_id: str) -> RowCard | None:
    """The card with the picture that a page of the site asks for."""
    return RowCard.objects.filter(public_id=public_id).exclude(picture="").first()


def _written(file: BinaryIO, path: Path) -> Path:
    size = 0
    with path.open("wb") as out:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise BadPicture(_("The file is larger than 30 MB."))
            out.write(chunk)
    return path


def _small(path: Path, folder: Path) -> Rendition:
    try:
        developed = develop_safely(path, folder, owner=current_studio().uuid.hex)
    except Refused as refusal:
        raise BadPicture(_(refusal.message) % refusal.values) from refusal
    return min(developed.renditions, key=lambda each: abs(each.edge - EDGE))


def _forget(key: str) -> None:
    if key:
        # An export of the studio may have it.
        holding.delete(keys.split(key)[0])
