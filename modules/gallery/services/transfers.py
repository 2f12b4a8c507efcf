"""Photo transfer: finals beside a gallery's photos, and which final is of which photo.

The finals lie in a gallery of their own, so that uploads, replacing and storing work as everywhere.
It stays a draft below the gallery that it is for, and is in no list. A final is of the photo that
has its name; case and ending do not matter where only one photo has that stem. What matches
nothing is given to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from modules.gallery.access import Sight, revisions, seen
from modules.gallery.models import Gallery, Photo
from modules.gallery.services import matching, naming, photos, tree
from safelight.kernel import public_id as public_ids


@dataclass(frozen=True, kw_only=True)
class Named:
    """A photo or a final."""

    id: int
    public_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    photo: Named
    final: Named


@dataclass(frozen=True, kw_only=True)
class Stray:
    """A final that is of no photo; ``near`` have its stem, and any of them may be meant."""

    final: Named
    near: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Matching:
    """``pairs`` in the gallery's order; ``bare`` photos have no final yet."""

    pairs: tuple[Pair, ...] = ()
    bare: tuple[Named, ...] = ()
    strays: tuple[Stray, ...] = ()

    @property
    def photo_ids(self) -> frozenset[int]:
        """Photos that have a final."""
        return frozenset(pair.photo.id for pair in self.pairs)


def begin(*, gallery: Gallery, who: str, with_prints: bool = False) -> Gallery:
    """Give a gallery a photo transfer whose finals are downloaded by ``who``; where they lie.

    ``with_prints``: a print that was ordered gives a right to the final, too. One that has a
    transfer already keeps its finals; links that were signed before are decided anew.
    """
    # The finals' gallery and what is written of it here appear together.
    with transaction.atomic():
        tree.lock()
        finals, _is_new = Gallery.objects.get_or_create(
            finals_of=gallery, defaults={"title": gallery.title, "parent": gallery}
        )
        gallery.transfer = Gallery.Transfer(who)
        gallery.transfer_with_prints = with_prints
        gallery.save(update_fields=["transfer", "transfer_with_prints"])
        decide_anew([gallery.pk])
        tree.touched([gallery.pk])
    return finals


def decide_anew(gallery_ids: Collection[int]) -> None:
    """Let links to finals of these galleries be decided anew, in the caller's transaction."""
    rows = Gallery.objects.filter(finals_of__in=gallery_ids)
    revisions.raise_for(list(rows.values_list("pk", flat=True)))


def remove(
    *, gallery: Gallery, finals: Collection[str], sight: Sight | None = None
) -> photos.Deleted:
    """Delete finals by public id; for a limited member those that are there for them."""
    wanted = list(filter(public_ids.is_one, finals))
    if sight is not None:
        there = matched(gallery, sight)
        shown = (*(pair.final for pair in there.pairs), *(stray.final for stray in there.strays))
        wanted = [final.public_id for final in shown if final.public_id in set(wanted)]
    rows = Photo.objects.filter(public_id__in=wanted, placements__gallery__finals_of=gallery)
    return photos.delete(photo_ids=list(rows.values_list("pk", flat=True)))


def matched(gallery: Gallery, sight: Sight | None = None) -> Matching:
    """Which final is of which photo, and what is left over on either side; two queries.

    ``sight``: what limits a member; neither photos out of it nor their finals are there.
    """
    every = _matched(gallery)
    return every if sight is None else _before(every, sight)


def _matched(gallery: Gallery) -> Matching:
    here = _named(gallery, finals=False)
    by_stem: dict[str, list[Named]] = defaultdict(list)
    for photo in here:
        by_stem[naming.stem_key(photo.name)].append(photo)
    found: dict[int, list[Named]] = defaultdict(list)
    strays = []
    for final in _named(gallery, finals=True):
        same_stem = by_stem.get(naming.stem_key(final.name), [])
        names = [photo.name for photo in same_stem]
        place = matching.meant(final.name, names, by_stem=True)
        if place is None:
            strays.append(Stray(final=final, near=tuple(names)))
        else:
            found[same_stem[place].id].append(final)
    pairs = [Pair(photo=photo, final=final) for photo in here for final in found[photo.id]]
    bare = [photo for photo in here if not found[photo.id]]
    return Matching(pairs=tuple(pairs), bare=tuple(bare), strays=tuple(strays))


def _before(every: Matching, sight: Sight) -> Matching:
    ids = [each.id for each in (*(pair.photo for pair in every.pairs), *every.bare)]
    known = set(Photo.objects.filter(seen(sight), pk__in=ids).values_list("pk", flat=True))
    return Matching(
        pairs=tuple(pair for pair in every.pairs if pair.photo.id in known),
        bare=tuple(photo for photo in every.bare if photo.id in known),
        strays=tuple(replace(stray, near=()) for stray in every.strays),
    )


def photo_of(gallery: Gallery, final: Photo, sight: Sight | None = None) -> Photo | None:
    """The photo that a final of the gallery is of; None where that is not before a member."""
    photo = matching.find(gallery=gallery, name=final.name, by_stem=True).photo
    if photo is None or sight is None:
        return photo
    return photo if Photo.objects.filter(seen(sight), pk=photo.pk).exists() else None


def ready(gallery: Gallery, final_ids: Collection[int]) -> dict[int, Photo]:
    """Those of the finals whose file is there, with it, by id."""
    rows = Photo.objects.filter(
        pk__in=final_ids, placements__gallery__finals_of=gallery, version__isnull=False
    )
    return {row.pk: row for row in rows.select_related("version")}


def _named(gallery: Gallery, *, finals: bool) -> Sequence[Named]:
    where = {"placements__gallery__finals_of" if finals else "placements__gallery": gallery}
    rows = Photo.objects.filter(**where).order_by("placements__position", "placements__pk")
    return [
        Named(id=pk, public_id=public_id, name=name)
        for pk, public_id, name in rows.values_list("pk", "public_id", "name")
    ]
