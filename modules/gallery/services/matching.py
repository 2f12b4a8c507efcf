"""Which photo of a gallery a file's name means."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from modules.gallery.access import Sight, seen
from modules.gallery.models import Gallery, Photo
from modules.gallery.services import naming
from modules.gallery.services.photos import name_key


@dataclass(frozen=True, kw_only=True)
class Found:
    """The photo that is meant, if one is; ``near`` have the same stem and are not meant."""

    photo: Photo | None
    near: tuple[str, ...] = ()


def find(*, gallery: Gallery, name: str, by_stem: bool, sight: Sight | None = None) -> Found:
    """The photo of that very name; by stem, the only one that differs just in case or ending.

    ``sight``: what limits the uploader; photos out of it are not meant.
    """
    stem = naming.stem_key(name)
    rows = _photos(gallery, sight).filter(name_key__startswith=stem)
    same_stem = [row for row in rows.order_by("pk") if naming.stem_key(row.name) == stem]
    names = [row.name for row in same_stem]
    place = meant(name, names, by_stem=by_stem)
    if place is not None:
        return Found(photo=same_stem[place])
    return Found(photo=None, near=tuple(names))


def meant(name: str, same_stem: Sequence[str], *, by_stem: bool) -> int | None:
    """The place of the one that the name means among all that have its stem."""
    typed = _typed(name)
    exact = next((at for at, other in enumerate(same_stem) if _typed(other) == typed), None)
    if exact is None and by_stem and len(same_stem) == 1:
        return 0
    return exact


def clashes(
    *, gallery: Gallery, names: Collection[str], by_stem: bool, sight: Sight | None = None
) -> list[str]:
    """Those of the names that mean a photo of the gallery, in their order; one query."""
    known = list(_photos(gallery, sight).values_list("name", flat=True))
    if by_stem:
        stems = {naming.stem_key(name) for name in known}
        return [name for name in names if naming.stem_key(name) in stems]
    typed = {_typed(name) for name in known}
    return [name for name in names if _typed(name) in typed]


def is_taken(gallery: Gallery, name: str) -> bool:
    """Whether the gallery has a photo of this name, whatever the case."""
    return _photos(gallery, None).filter(name_key=name_key(name)).exists()


def _photos(gallery: Gallery, sight: Sight | None) -> QuerySet[Photo]:
    found: QuerySet[Photo] = Photo.objects.filter(seen(sight), placements__gallery=gallery)
    return found


def _typed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
