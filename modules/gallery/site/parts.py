"""What galleries add to the studio's pages, and what search engines may know of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules.gallery import selectors, thumbs
from modules.gallery.access import doorstep, viewer_of
from modules.gallery.models import Gallery
from modules.gallery.site import children, public, views
from safelight.kernel.site_parts import SiteAddress, SiteBlock, SiteParts

ALL = "all"
MOST_PHOTOS = 24


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    return [(gallery.public_id, gallery.title) for gallery in public.galleries()]


def _galleries(request: HttpRequest, block: dict[str, Any]) -> SafeString:
    """All that this visitor may enter, or what lies in one gallery."""
    if block.get("choice", ALL) == ALL:
        return views.home_section(request)
    gallery = _open(request, block)
    tiles = children.visible(request, parent=gallery) if gallery else []
    return render_to_string("gallery/site/tiles.html", {"tiles": tiles}, request)


def _photos(request: HttpRequest, block: dict[str, Any]) -> SafeString:
    """The first photos of a gallery, each a link to where it can be had."""
    gallery = _open(request, block)
    if gallery is None:
        return SafeString()
    photos = list(selectors.photos_of(gallery, None)[:MOST_PHOTOS])
    versions = [photo.version for photo in photos if photo.version]
    signed = thumbs.sign(request, gallery, versions, size=thumbs.LARGE)
    tiles = [
        (photo, signed[photo.version.pk])
        for photo in photos
        if photo.version and photo.version.pk in signed
    ]
    context = {"gallery": gallery, "tiles": tiles}
    return render_to_string("gallery/site/block_photos.html", context, request)


def _cover(request: HttpRequest, block: dict[str, Any]) -> SafeString:
    """A gallery's own cover as a cover of the page."""
    gallery = _open(request, block)
    if gallery is None:
        return SafeString()
    photo = selectors.first_photos([gallery], None).get(gallery.pk)
    versions = [photo.version] if photo and photo.version else []
    signed = thumbs.sign(request, gallery, versions, size=thumbs.LARGE)
    image = next(iter(signed.values()), None)
    context = {"gallery": gallery, "image": image}
    return render_to_string("gallery/site/block_cover.html", context, request)


def _open(request: HttpRequest, block: dict[str, Any]) -> Gallery | None:
    """The chosen gallery where it is still shown to the world, and so to whoever looks."""
    found = doorstep(viewer_of(request), str(block.get("choice", "")))
    if found is None or not found.grant.enter or not public.is_public(found.gallery):
        return None
    return found.gallery


def _addresses(request: HttpRequest) -> Iterator[SiteAddress]:
    for gallery in public.galleries():
        path = reverse("gallery_site:gallery", args=[gallery.public_id])
        yield SiteAddress(path, gallery.published_at)


SITE_PARTS = SiteParts(
    blocks=(
        SiteBlock(
            kind="gallery.galleries", title=gettext_lazy("Galleries"), render=_galleries,
            choices=lambda request: [(ALL, _("All that a visitor may enter")), *_choices(request)],
            text=gettext_lazy("Galleries that are hidden stay hidden."),
        ),
        SiteBlock(
            kind="gallery.photos", title=gettext_lazy("Photos of a gallery"), render=_photos,
            choices=_choices, text=gettext_lazy("Of galleries that are open to everybody."),
        ),
        SiteBlock(
            kind="gallery.cover", title=gettext_lazy("Cover of a gallery"), render=_cover,
            choices=_choices, text=gettext_lazy("Of galleries that are open to everybody."),
        ),
    ),
    addresses=_addresses,
)  # fmt: skip
