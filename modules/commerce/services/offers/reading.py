"""Offers for screens: of photos, of a gallery, of the shop's page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from modules.commerce.models import PriceList, PriceRow
from modules.commerce.services.offers import places, rules
from modules.commerce.services.offers.offer import Offer
from modules.gallery import facade as gallery
from modules.gallery.hooks import Shown

Kind = PriceList.Kind


def of_photos(
    *, viewer: gallery.Viewer, gallery_id: int, photo_ids: Collection[int]
) -> dict[int, list[Offer]]:
    """What is sold of photos in a gallery, by photo id; nothing where the viewer may not enter."""
    found: dict[int, list[Offer]] = {photo_id: [] for photo_id in photo_ids}
    entered = gallery.entered(viewer=viewer, ids=[gallery_id]).get(gallery_id)
    if entered is None or entered.closed:
        return found
    where = places.find(gallery_ids=[gallery_id], photo_ids=photo_ids)
    sold = places.lists(where.list_ids)
    photos = gallery.placed(pairs=[(gallery_id, photo_id) for photo_id in photo_ids])
    left = places.stocks([(list_id, facts.id) for list_id in sold for facts in photos.values()])
    for facts in photos.values():
        for price_list in _at(where, sold, gallery_id, facts.id):
            rows = _rows(price_list, facts, entered.free_states)
            if rows:
                found[facts.id].append(
                    Offer(
                        price_list=price_list,
                        rows=rows,
                        left=left.get((price_list.pk, facts.id)),
                        waits=rules.waits(price_list, facts),
                    )
                )
    return found


def sold_of(*, gallery_id: int, photos: Sequence[Shown], free_states: Collection[str]) -> set[int]:
    """Ids of those photos of a gallery of which something is sold, for one who may enter it."""
    where = places.find(gallery_ids=[gallery_id], photo_ids=[facts.id for facts in photos])
    sold = places.lists(where.list_ids)
    return {
        facts.id
        for facts in photos
        if any(
            _rows(price_list, facts, free_states)
            for price_list in _at(where, sold, gallery_id, facts.id)
        )
    }


def of_gallery(*, viewer: gallery.Viewer, gallery_id: int) -> list[Offer]:
    """The whole gallery, and products that are offered in it."""
    entered = gallery.entered(viewer=viewer, ids=[gallery_id]).get(gallery_id)
    if entered is None or entered.closed:
        return []
    return of_entered_gallery(gallery_id=gallery_id, free_states=entered.free_states)


def of_entered_gallery(*, gallery_id: int, free_states: Collection[str]) -> list[Offer]:
    """The same for one who may enter it."""
    where = places.find(gallery_ids=[gallery_id])
    sold = places.lists(where.list_ids).values()
    found = _products([each for each in sold if each.kind == Kind.PRODUCT])
    wholes = [each for each in sold if each.kind == Kind.GALLERY]
    if wholes:
        photos = gallery.contents(ids=[gallery_id])[gallery_id]
        left = places.stocks([(each.pk, None) for each in wholes])
        for each in wholes:
            included = rules.whole(each, photos, free_states)
            if rows := rules.rows_of_all(each, included):
                waits = any(rules.waits(each, facts) for facts in included)
                found.append(
                    Offer(
                        price_list=each,
                        rows=rows,
                        left=left.get((each.pk, None)),
                        waits=waits,
                        photos=len(included),
                    )
                )
    return sorted(found, key=lambda offer: (offer.price_list.position, offer.price_list.pk))


def shop() -> list[Offer]:
    """Products of the shop's page."""
    rows = PriceList.objects.filter(kind=Kind.PRODUCT, in_shop=True, withdrawn_at=None)
    return _products(list(places.lists(rows.values_list("pk", flat=True)).values()))


def _products(lists: Sequence[PriceList]) -> list[Offer]:
    left = places.stocks([(each.pk, None) for each in lists])
    return [
        Offer(price_list=each, rows=tuple(each.rows.all()), left=left.get((each.pk, None)))
        for each in lists
        if each.rows.all()
    ]


def _at(
    where: places.Places, sold: dict[int, PriceList], gallery_id: int, photo_id: int
) -> list[PriceList]:
    """The lists of files that are offered of a photo here, in their order."""
    here = where.at(gallery_id, photo_id)
    return [each for each in sold.values() if each.pk in here and each.is_of_files]


def _rows(
    price_list: PriceList, facts: Shown, free_states: Collection[str]
) -> tuple[PriceRow, ...]:
    if rules.against(price_list, facts, free_states):
        return ()
    return rules.rows_of(price_list, facts)
