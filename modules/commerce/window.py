"""What price lists show on the pages of galleries: answers to ``modules.gallery.hooks``."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from modules.commerce import permissions
from modules.commerce.models import Offering, PriceList
from modules.commerce.services import offers
from modules.commerce.site import panels
from modules.commerce.workspace.reads import pricelists
from modules.gallery import facade
from modules.gallery.hooks import Link, Shown
from modules.gallery.models import Gallery, Photo
from safelight.kernel.hooks import impl

__all__ = [
    "buying_address",
    "gallery_for_sale",
    "gallery_tabs",
    "photo_offers",
    "photo_panel",
    "photos_for_sale",
    "picked_for_sale",
    "selection_links",
]

_OF_FILES = (PriceList.Kind.DOWNLOAD, PriceList.Kind.PRINT)


@impl
def buying_address(gallery: Gallery) -> str | None:
    above = facade.above(ids=[gallery.pk])[gallery.pk]
    offered = Offering.objects.filter(
        Q(gallery__in=above) | Q(photo__placements__gallery=gallery),
        price_list__kind__in=_OF_FILES,
        price_list__withdrawn_at=None,
    )
    if not offered.exists():
        return None
    return reverse("commerce_site:buy_photo", args=[gallery.public_id, "ID"])


@impl
def photos_for_sale(
    gallery: Gallery, photos: Sequence[Shown], free_states: Collection[str]
) -> set[int]:
    return offers.sold_of(gallery_id=gallery.pk, photos=photos, free_states=free_states)


@impl
def gallery_for_sale(gallery: Gallery, free_states: Collection[str]) -> Link | None:
    found = offers.of_entered_gallery(gallery_id=gallery.pk, free_states=free_states)
    if not found:
        return None
    has_whole = any(offer.price_list.kind == PriceList.Kind.GALLERY for offer in found)
    title = _("Buy the whole gallery") if has_whole else _("Prices")
    url = reverse("commerce_site:buy_gallery", args=[gallery.public_id])
    return Link(title=title, url=url, icon="tag")


@impl
def picked_for_sale(gallery: Gallery) -> Link | None:
    above = facade.above(ids=[gallery.pk])[gallery.pk]
    offered = Offering.objects.filter(
        Q(gallery__in=above) | Q(photo__placements__gallery=gallery),
        price_list__kind=PriceList.Kind.PRINT,
        price_list__withdrawn_at=None,
    )
    if not offered.exists():
        return None
    url = reverse("commerce_site:prints", args=[gallery.public_id])
    return Link(title=_("Prints of your picks"), url=url, icon="images")


@impl
def photo_offers(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    return panels.of_photo(request, gallery, photo)


@impl
def gallery_tabs(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:
    if permissions.PRICES not in allowed:
        return []
    url = reverse("commerce_workspace:gallery_prices", args=[gallery.public_id])
    terms = reverse("commerce_workspace:deliverables", args=[gallery.public_id])
    return [Link(title=_("Prices"), url=url), Link(title=_("Deliverables"), url=terms)]


@impl
def photo_panel(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    if permissions.PRICES not in request.allowed:  # type: ignore[attr-defined]
        return None
    context = {
        "gallery": gallery,
        "photo": photo,
        "ticked": pricelists.for_photo(photo, gallery),
    }
    return render_to_string("commerce/workspace/prices/parts/photo_panel.html", context, request)


@impl
def selection_links(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:
    if permissions.PRICES not in allowed:
        return []
    url = reverse("commerce_workspace:selection_prices", args=[gallery.public_id])
    return [Link(title=_("Prices"), url=url, icon="tag")]
