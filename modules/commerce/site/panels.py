"""The panel that says what is free, what costs and what is waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from modules.commerce import hooks
from modules.commerce.models import PriceList
from modules.commerce.money.currencies import exponent
from modules.commerce.services import offers
from modules.commerce.services.offers import Offer
from modules.commerce.settings import CommerceSettings
from modules.commerce.site.printed import editor
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.site import selectors as site


def of_photo(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    """The panel on the photo's own page, beside its downloads; None where nothing is sold."""
    context = context_of_photo(request, gallery, photo)
    if not context["offers"]:
        return None
    return render_to_string("commerce/site/offers/panel.html", context | {"back": "photo"}, request)


def context_of_photo(request: HttpRequest, gallery: Gallery, photo: Photo) -> dict[str, Any]:
    found = offers.of_photos(
        viewer=galleries.viewer_of(request), gallery_id=gallery.pk, photo_ids=[photo.pk]
    )
    url = reverse("commerce_site:buy_photo", args=[gallery.public_id, photo.public_id])
    papers = editor.papers_of(found[photo.pk])
    return selling(request, found[photo.pk], url) | {
        "photo": photo,
        "gallery": gallery,
        "editor": editor.of_photo(request, (gallery.pk, photo.pk), papers),
    }


def context_of_gallery(request: HttpRequest, gallery: Gallery) -> dict[str, Any]:
    found = offers.of_gallery(viewer=galleries.viewer_of(request), gallery_id=gallery.pk)
    url = reverse("commerce_site:buy_gallery", args=[gallery.public_id])
    return selling(request, found, url) | {"gallery": gallery}


def context_of_shop(request: HttpRequest) -> dict[str, Any]:
    return selling(request, offers.shop(), reverse("commerce_site:shop"))


def home_section(request: HttpRequest) -> SafeString:
    """On the studio's first page: what the shop sells, and where."""
    context = context_of_shop(request)
    if not context["offers"]:
        return SafeString()
    return render_to_string("commerce/site/offers/home.html", context, request)


def selling(request: HttpRequest, found: Sequence[Offer], url: str) -> dict[str, Any]:
    shown = site.shown_settings(request)
    settings = site.from_stored(CommerceSettings, shown.modules.get("commerce", {}))
    return {
        "offers": found,
        "pictures": _pictures(found),
        "currency": shown.currency,
        "places": exponent(shown.currency),
        "includes_tax": settings.prices_include_tax,
        "buy_url": url,
    }


def _pictures(found: Sequence[Offer]) -> Mapping[int, hooks.RowPicture]:
    """Of the prints among them, by the row's id."""
    prints = [offer for offer in found if offer.price_list.kind == PriceList.Kind.PRINT]
    return hooks.shown_rows(row_ids=[row.pk for offer in prints for row in offer.rows])
