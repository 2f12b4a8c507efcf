"""The text across the low-resolution downloads of libraries' files."""

from __future__ import annotations

from collections.abc import Collection

from modules.agency.models import Library
from modules.commerce import facade as commerce
from modules.gallery import facade as gallery
from modules.gallery.facts import Mark


def of(*, photo_ids: Collection[int]) -> dict[int, Mark]:
    """The mark of each photo that lives in a library with a text; two queries."""
    homes = gallery.home_of(photo_ids=photo_ids)
    if not homes:
        return {}
    rows = Library.objects.filter(home__in=set(homes.values())).exclude(watermark="")
    fonts = commerce.lettering()
    marks = {
        home: Mark(text=text, opacity=opacity, fonts=fonts)
        for home, text, opacity in rows.values_list("home", "watermark", "watermark_opacity")
    }
    return {photo: marks[home] for photo, home in homes.items() if home in marks}
