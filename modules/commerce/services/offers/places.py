"""Which lists are offered where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from modules.commerce import hooks
from modules.commerce.hooks import Wanted
from modules.commerce.models import Offering, PriceList, PriceRow, Stock
from modules.gallery import facade as gallery


@dataclass(frozen=True, kw_only=True)
class Places:
    """Ids of lists by gallery (offers of those above it are in it) and by photo."""

    by_gallery: Mapping[int, frozenset[int]]
    by_photo: Mapping[int, frozenset[int]]

    def at(self, gallery_id: int, photo_id: int | None = None) -> frozenset[int]:
        here = self.by_gallery.get(gallery_id, frozenset())
        return here | self.by_photo.get(photo_id or 0, frozenset())

    @property
    def list_ids(self) -> frozenset[int]:
        return frozenset().union(*self.by_gallery.values(), *self.by_photo.values())


def find(*, gallery_ids: Collection[int], photo_ids: Collection[int] = ()) -> Places:
    """Where lists that are sold are offered; two queries."""
    lines = gallery.above(ids=gallery_ids)
    above = {each for line in lines.values() for each in line}
    here = Q(gallery__in=above) | Q(photo__in=photo_ids)
    rows = Offering.objects.filter(here, price_list__withdrawn_at=None)
    by_gallery: dict[int, set[int]] = defaultdict(set)
    by_photo: dict[int, set[int]] = defaultdict(set)
    for list_id, gallery_id, photo_id in rows.values_list("price_list", "gallery", "photo"):
        (by_photo[photo_id] if photo_id else by_gallery[gallery_id]).add(list_id)
    return Places(
        by_gallery={
            start: frozenset().union(*(by_gallery.get(each, ()) for each in line))
            for start, line in lines.items()
        },
        by_photo={photo_id: frozenset(ids) for photo_id, ids in by_photo.items()},
    )


def lists(ids: Iterable[int]) -> dict[int, PriceList]:
    """Lists that are sold, in their order, with rows, options and choices; four queries.

    Ids that a query gives are asked for together with the lists. Rows that their lab does not make
    any more are left out, which takes another two.
    """
    wanted = ids if isinstance(ids, QuerySet) else set(ids)
    found = list(PriceList.objects.filter(pk__in=wanted, withdrawn_at=None))
    rows = PriceRow.objects.filter(withdrawn_at=None).select_related("format")
    if by_labs := [each.pk for each in found if each.made_by_lab]:
        rows = rows.exclude(pk__in=_not_made(rows.filter(price_list__in=by_labs)))
    prefetch_related_objects(found, Prefetch("rows", queryset=rows), "options__choices")
    return {each.pk: each for each in found}


def _not_made(rows: QuerySet[PriceRow]) -> set[int]:
    ids = set(rows.values_list("pk", flat=True))
    wanted = [Wanted(row_id=pk, choices=(), copies=1) for pk in sorted(ids)]
    made = hooks.how_made(wanted=wanted)
    return ids - {each.row_id for each in made}


# (list id, photo id or None): what copies are counted of.
StockKey = tuple[int, int | None]


def stocks(keys: Collection[StockKey]) -> dict[StockKey, int]:
    """How many are left; without an entry there is no limit. One query."""
    if not keys:
        return {}
    rows = Stock.objects.filter(price_list__in={list_id for list_id, _ in keys})
    asked = rows.filter(Q(photo=None) | Q(photo__in={photo for _, photo in keys if photo}))
    left = {
        (list_id, photo): n
        for list_id, photo, n in asked.values_list("price_list", "photo", "left")
    }
    return {key: left[key] for key in keys if key in left}
