"""Pictures of session types, from galleries that anybody may enter."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from modules.bookings.models import SessionType
from modules.gallery import facade as gallery
from modules.gallery.facts import Thumb


def of(request: HttpRequest, types: Sequence[SessionType], *, most: int) -> dict[int, list[Thumb]]:
    """The first photos of each type's gallery, by the type's id; none that are not to be seen."""
    places = {each.pictures_id for each in types if each.pictures_id}
    if not places:
        return {}
    contents = gallery.contents(ids=places)
    pairs = [(place, photo.id) for place in places for photo in contents[place][:most]]
    signed = gallery.thumbnails(request=request, pairs=pairs, large=True)
    return {
        each.pk: [
            signed[photo.id] for photo in contents[each.pictures_id][:most] if photo.id in signed
        ]
        for each in types
        if each.pictures_id
    }
