"""One size for many photos at once: those that a visitor picked, or has in the cart already."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.models import CartItem, PriceList
from modules.commerce.services import carts, offers
from modules.commerce.services.offers import Offer
from modules.commerce.site import faces, panels, typed
from modules.commerce.site.printed import editor
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts import visitors
from safelight.kernel.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Tile:
    """``rows``: public ids of the rows that are sold of this photo."""

    photo: Photo
    thumb: galleries.Thumb | None
    facts: galleries.PhotoFacts
    rows: frozenset[str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prints_of(request: HttpRequest, gallery: str) -> HttpResponse:
    place, photos = _photos(request, gallery)
    status = 200
    if request.method == "POST":
        try:
            _put_in_cart(request, gallery)
            return redirect("commerce_site:cart")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
    context = _context(request, place, photos)
    return render(request, "commerce/site/printed/together.html", context, status=status)


def _photos(request: HttpRequest, gallery: str) -> tuple[Gallery, list[Photo]]:
    """Those that were picked here, and those of the cart; 404 where this person may not enter."""
    return faces.entered_for_picked(request, gallery, besides=_in_cart(request))


def _in_cart(request: HttpRequest) -> list[int]:
    visitor = visitors.current(request)
    rows = CartItem.objects.filter(cart__visitor=visitor, photo__isnull=False)
    return list(rows.values_list("photo", flat=True)) if visitor else []


def _put_in_cart(request: HttpRequest, gallery: str) -> None:
    added = carts.add_many(
        viewer=galleries.viewer_of(request), visitor=visitors.ensure(request),
        gallery_public_id=gallery, photo_public_ids=request.POST.getlist("photo"),
        row_public_id=request.POST.get("row", ""), choice_public_ids=typed.choices(request),
        quantity=typed.quantity(request), at=timezone.now(),
    )  # fmt: skip
    count = len(added.items)
    words = ngettext("%d print is in the cart.", "%d prints are in the cart.", count) % count
    if added.left_out:
        names = ", ".join(added.left_out)
        words += " " + _("Not sold in this size: %(names)s.") % {"names": names}
    messages.success(request, words)


def _context(request: HttpRequest, place: Gallery, photos: Sequence[Photo]) -> dict[str, Any]:
    found = offers.of_photos(
        viewer=galleries.viewer_of(request), gallery_id=place.pk,
        photo_ids=[photo.pk for photo in photos],
    )  # fmt: skip
    lists = _lists(found.values())
    asked = request.POST.get("list") or request.GET.get("list")
    offer = next((o for o in lists if o.price_list.public_id == asked), lists[0] if lists else None)
    papers = editor.papers_of([offer] if offer else [])
    named = {name: asdict(paper) for name, paper in papers.items()}
    return panels.selling(request, lists, request.path) | {
        "gallery": place,
        "offer": offer,
        "list": offer.price_list if offer else None,
        "papers": json.dumps(named),
        "tiles": _tiles(request, place, photos, found, offer),
        "chosen": frozenset(request.POST.getlist("photo")),
    }


def _lists(found: Any) -> list[Offer]:
    """Each list of prints once, with every row that is sold of any of the photos."""
    merged: dict[int, Offer] = {}
    for offer in (offer for sold in found for offer in sold if not offer.is_sold_out):
        price_list = offer.price_list
        if price_list.kind != PriceList.Kind.PRINT:
            continue
        so_far = merged.get(price_list.pk)
        rows = {*offer.rows, *(so_far.rows if so_far else ())}
        ordered = tuple(sorted(rows, key=lambda row: (row.position, row.pk)))
        merged[price_list.pk] = replace(offer, rows=ordered, left=None)
    return sorted(merged.values(), key=lambda o: (o.price_list.position, o.price_list.pk))


def _tiles(
    request: HttpRequest,
    place: Gallery,
    photos: Sequence[Photo],
    found: Mapping[int, Sequence[Offer]],
    offer: Offer | None,
) -> list[Tile]:
    if offer is None:
        return []
    pairs = [(place.pk, photo.pk) for photo in photos]
    thumbs = galleries.thumbnails(request=request, pairs=pairs)
    facts = galleries.photos(ids=[photo.pk for photo in photos])
    tiles = []
    for photo in photos:
        rows = frozenset(
            row.public_id
            for each in found[photo.pk]
            if each.price_list.pk == offer.price_list.pk and not each.is_sold_out
            for row in each.rows
        )
        if rows:
            thumb = thumbs.get(photo.pk)
            tiles.append(Tile(photo=photo, thumb=thumb, facts=facts[photo.pk], rows=rows))
    return tiles
