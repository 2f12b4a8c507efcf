"""In which galleries photos are shown, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.gallery import asking
from modules.gallery.access import Sight, revisions, seen
from modules.gallery.models import Gallery, Photo, Placement
from modules.gallery.services import tree
from safelight.kernel import gate, sequence
from safelight.kernel.errors import Refusal
from safelight.kernel.sequence import Spot
from tenants.context import current_studio

MOST_PHOTOS = 50_000

_ORDERS = {
    "name": "p.name_key",
    "captured": "p.captured_at NULLS LAST, p.name_key",
    "uploaded": "pl.placed_at",
}
_ARRANGE = """
UPDATE gallery_placement target SET position = ranked.rank FROM (
    SELECT pl.id, row_number() OVER (ORDER BY {order}, pl.id) AS rank
    FROM gallery_placement pl JOIN gallery_photo p ON p.id = pl.photo_id
    WHERE pl.gallery_id = %s
) ranked WHERE target.id = ranked.id
"""
# Most photos keep their number, and rows that stay as they are cost nothing.
_LINE_UP = """
UPDATE gallery_placement target SET position = lined.rank
FROM unnest(%s::bigint[]) WITH ORDINALITY AS lined (photo_id, rank)
WHERE target.gallery_id = %s AND target.photo_id = lined.photo_id
  AND target.position <> lined.rank
"""


class TooManyPhotos(Refusal):
    code = "too_many_photos"


class NotPlaced(Refusal):
    """A module says why these photos cannot be shown to clients."""

    code = "not_placed"


class UnknownOrder(Refusal):
    code = "unknown_order"


class PlacesChanged(Refusal):
    """A photo that was moved, or beside which one was put, is not in the gallery any more."""

    code = "places_changed"


@dataclass(frozen=True, kw_only=True)
class Removed:
    """``stayed`` photos are in no other gallery, where nobody would find them again."""

    removed: int
    stayed: int


def galleries_of(photo_ids: Iterable[int]) -> list[int]:
    """Ids of the galleries that show any of these photos."""
    rows = Placement.objects.filter(photo__in=list(photo_ids))
    return list(rows.values_list("gallery_id", flat=True).distinct())


def place(*, gallery: Gallery, photo_ids: Collection[int]) -> int:
    """Show photos in a gallery as well, at its end; how many are new there.

    A home is another matter: photos leave the one they had. Raises ``NotPlaced`` and
    ``TooManyPhotos``.
    """
    _refuse_held(gallery, photo_ids)
    # Positions are counted from the last one there.
    with transaction.atomic():
        Gallery.objects.select_for_update(of=("self",)).get(pk=gallery.pk)
        here = Placement.objects.filter(gallery=gallery)
        known = set(here.filter(photo__in=photo_ids).values_list("photo_id", flat=True))
        rows = Photo.objects.filter(pk__in=photo_ids).exclude(pk__in=known)
        new = list(rows.order_by("name_key", "pk"))
        if gallery.is_home:
            _leave_homes([photo.pk for photo in new])
        elif here.count() + len(new) > MOST_PHOTOS:
            raise TooManyPhotos(
                _("A gallery holds at most %(most)d photos.") % {"most": MOST_PHOTOS}
            )
        first = (here.aggregate(last=Max("position"))["last"] or 0) + 1
        Placement.objects.bulk_create(
            Placement(gallery=gallery, photo=photo, position=first + index, in_home=gallery.is_home)
            for index, photo in enumerate(new)
        )
        tree.touched([gallery.pk])
    return len(new)


def _refuse_held(gallery: Gallery, photo_ids: Collection[int]) -> None:
    """A draft is asked about, too: nobody asks again when it is published."""
    if gallery.is_home:
        return
    modules = gate.enabled_modules(current_studio())
    if why := asking.why_not_placed(modules, gallery=gallery, photo_ids=list(photo_ids)):
        raise NotPlaced(why)


def _leave_homes(photo_ids: Collection[int]) -> None:
    old = Placement.objects.filter(photo__in=photo_ids, in_home=True)
    left = set(old.values_list("gallery_id", flat=True))
    old.delete()
    revisions.raise_for(left)
    tree.touched(left)


def remove(*, gallery: Gallery, photo_ids: Collection[int]) -> Removed:
    """Take photos out of this gallery that another one shows too; out of a home none."""
    # Links signed for this gallery end with the same commit.
    with transaction.atomic():
        here = Placement.objects.filter(gallery=gallery, photo__in=photo_ids)
        asked = set(here.values_list("photo_id", flat=True))
        others = Placement.objects.filter(photo__in=asked).exclude(gallery=gallery)
        going = set() if gallery.is_home else set(others.values_list("photo_id", flat=True))
        here.filter(photo__in=going).delete()
        Gallery.objects.filter(pk=gallery.pk, cover__in=going).update(cover=None)
        revisions.raise_for([gallery.pk])
        tree.touched([gallery.pk])
    return Removed(removed=len(going), stayed=len(asked - going))


def arrange(*, gallery: Gallery, by: str) -> None:
    """Put the gallery's photos in order of name, captured or uploaded."""
    if by not in _ORDERS:
        raise UnknownOrder(_("Photos can be arranged by name, capture time or upload."))
    with connection.cursor() as cursor:
        cursor.execute(_ARRANGE.format(order=_ORDERS[by]), [gallery.pk])
    tree.touched([gallery.pk])


def line_up(*, gallery: Gallery, photo_ids: Sequence[int]) -> None:
    """Put the gallery's photos in this order; those that are not named come after, as they were."""
    # As above.
    with transaction.atomic():
        row = _row(gallery)
        by_id = {photo_id: key for key, photo_id in row.items()}
        named = dict.fromkeys(by_id[pk] for pk in photo_ids if pk in by_id)
        _line_up(gallery, row, [*named, *(key for key in row if key not in named)])


def move(*, gallery: Gallery, photo_ids: Collection[int], to_end: bool) -> None:
    """Put photos first or last in the gallery, in the order that they have among each other."""
    # Positions of a whole gallery change together.
    with transaction.atomic():
        row = _row(gallery)
        chosen = [key for key, photo_id in row.items() if photo_id in photo_ids]
        others = [key for key, photo_id in row.items() if photo_id not in photo_ids]
        _line_up(gallery, row, [*others, *chosen] if to_end else [*chosen, *others])


def put(
    *, gallery: Gallery, photos: Collection[str], spot: Spot, sight: Sight | None = None
) -> None:
    """Put photos, by public id, together before or after another one of the gallery.

    ``sight``: what limits whoever asks. Raises ``PlacesChanged`` for photos that are not there
    for them.
    """
    # Positions of a whole gallery change together.
    with transaction.atomic():
        row = _row(gallery)
        here = _known(gallery, sight) if sight is not None else row.keys()
        if not here >= {spot.neighbour, *photos}:
            raise PlacesChanged(_("The photos changed meanwhile. Load the page again."))
        _line_up(gallery, row, sequence.moved(list(row), photos, spot))


def step(*, gallery: Gallery, photo_ids: Collection[int], later: bool) -> None:
    """Put photos together one place earlier or later; at the end of the row nothing happens."""
    # As above, and the neighbour is the one that is there now.
    with transaction.atomic():
        row = _row(gallery)
        photos = [key for key, photo_id in row.items() if photo_id in photo_ids]
        spot = sequence.step(list(row), photos, later=later)
        if spot is not None:
            _line_up(gallery, row, sequence.moved(list(row), photos, spot))


def _row(gallery: Gallery) -> dict[str, int]:
    """Public id → id of all photos of the gallery in order, which nobody else changes now."""
    Gallery.objects.select_for_update(of=("self",)).get(pk=gallery.pk)
    here = Placement.objects.filter(gallery=gallery).order_by("position", "pk")
    return dict(here.values_list("photo__public_id", "photo_id"))


def _known(gallery: Gallery, sight: Sight) -> set[str]:
    rows = Placement.objects.filter(seen(sight, "photo"), gallery=gallery)
    return set(rows.values_list("photo__public_id", flat=True))


def _line_up(gallery: Gallery, row: dict[str, int], keys: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LINE_UP, [[row[key] for key in keys], gallery.pk])
    tree.touched([gallery.pk])
