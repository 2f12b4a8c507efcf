"""Price lists as the team's pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q

from modules.commerce.models import Offering, PriceList, Stock
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list in the list of lists; ``lowest`` in minor units, None without rows."""

    price_list: PriceList
    rows: int
    lowest: int | None
    galleries: int
    photos: int
    left: int | None


def listed() -> list[Listed]:
    """Every list in its order, those withdrawn too; a fixed number of queries."""
    sold = Q(rows__withdrawn_at=None)
    lists = (
        PriceList.written()
        .annotate(n_rows=Count("rows", filter=sold), lowest=Min("rows__amount", filter=sold))
        .order_by("position", "pk")
    )  # Counting forgets the model's own order.
    rows: Any = Offering.objects.values_list("price_list")
    places = {
        list_id: counts
        for list_id, *counts in rows.annotate(galleries=Count("gallery"), photos=Count("photo"))
    }
    left = dict(Stock.objects.filter(photo=None).values_list("price_list", "left"))
    return [
        Listed(
            price_list=each,
            rows=each.n_rows,
            lowest=each.lowest,
            galleries=places.get(each.pk, (0, 0))[0],
            photos=places.get(each.pk, (0, 0))[1],
            left=left.get(each.pk),
        )
        for each in lists
    ]


def galleries_of(price_list: PriceList, sight: galleries.Sight | None) -> list[Gallery]:
    """Where it is offered as a whole gallery's list, as far as a member may know."""
    ids = price_list.offerings.filter(gallery__isnull=False).values("gallery")
    return list(galleries.galleries_within(sight).filter(pk__in=ids).order_by("title", "pk"))


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """A list beside the photo or gallery where it may be offered.

    ``by_gallery``: it is offered there anyway, by the gallery or one above it.
    """

    price_list: PriceList
    here: bool
    by_gallery: bool
    left: int | None = None


def for_gallery(gallery: Gallery) -> list[Ticked]:
    """Every list, ticked where the gallery offers it itself."""
    above = [each.pk for each in gallery.ancestors()]
    rows = Offering.objects.filter(gallery__in=[gallery.pk, *above])
    pairs = set(rows.values_list("price_list", "gallery"))
    inherited = {list_id for list_id, gallery_id in pairs if gallery_id != gallery.pk}
    return [
        Ticked(
            price_list=each, here=(each.pk, gallery.pk) in pairs, by_gallery=each.pk in inherited
        )
        for each in sold(PriceList.Kind.values)
    ]


def for_photo(photo: Photo, gallery: Gallery) -> list[Ticked]:
    """Every list of files, ticked where it is offered for the photo itself."""
    above = [gallery.pk, *(each.pk for each in gallery.ancestors())]
    own = set(Offering.objects.filter(photo=photo).values_list("price_list", flat=True))
    rows = Offering.objects.filter(gallery__in=above)
    inherited = set(rows.values_list("price_list", flat=True))
    left = dict(Stock.objects.filter(photo=photo).values_list("price_list", "left"))
    return [
        Ticked(
            price_list=each,
            here=each.pk in own,
            by_gallery=each.pk in inherited,
            left=left.get(each.pk),
        )
        for each in sold((PriceList.Kind.DOWNLOAD, PriceList.Kind.PRINT))
    ]


def sold(kinds: Collection[str]) -> list[PriceList]:
    return list(PriceList.written().filter(withdrawn_at=None, kind__in=kinds))
