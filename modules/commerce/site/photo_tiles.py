"""Photos of a gallery as tiles that can be ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from modules.gallery import facade as galleries
from modules.gallery.models import Gallery

# More than anybody ticks by hand; what goes beyond is chosen in the gallery itself.
MOST_TILES = 500


@dataclass(frozen=True, kw_only=True)
class Tile:
    photo: galleries.PhotoFacts
    thumb: galleries.Thumb | None


def tiles_of(request: HttpRequest, place: Gallery, photo_ids: Collection[int]) -> Sequence[Tile]:
    """In the order of the ids; what this person may not see has no picture."""
    ids = list(photo_ids)[:MOST_TILES]
    facts = galleries.photos(ids=ids)
    thumbs = galleries.thumbnails(request=request, pairs=[(place.pk, pk) for pk in ids])
    return [Tile(photo=facts[pk], thumb=thumbs.get(pk)) for pk in ids if pk in facts]
