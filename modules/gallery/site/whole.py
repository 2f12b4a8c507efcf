"""The whole page of a gallery, kept for as long as it looks the same to the same eyes.

What the page needs is asked in two steps: what its look depends on, with every request; the rest
only where no equal look is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from modules.gallery import hooks
from modules.gallery.models import Gallery
from modules.gallery.presenting import kept, marks
from modules.gallery.presenting import page as first_page
from modules.gallery.presenting.eyes import Eye
from modules.gallery.presenting.signing import Renditions
from modules.gallery.settings import GallerySettings
from modules.gallery.site import children, finals, firsts, public
from modules.gallery.site.forms import UnlockForm
from safelight.site import frame, seo
from safelight.web import packed


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What is known of the page before it is made."""

    eye: Eye
    asked: Mapping[str, str]
    said: marks.Marks
    renditions: Renditions
    above: Gallery | None
    inside: list[children.Tile]
    settings: GallerySettings
    has_finals: bool
    is_listed: bool


def page(request: HttpRequest, eye: Eye) -> packed.Packed:
    """The page as this eye sees it, with holes for the CSRF token."""
    look = _Look(
        eye=eye,
        asked=first_page.asked_of(eye, request.GET),
        said=marks.own(eye),
        renditions=Renditions(eye.gallery, host=request.get_host(), at=timezone.now()),
        above=children.above(request, eye.gallery),
        inside=children.inside(request, eye),
        settings=firsts.settings_of(request),
        has_finals=finals.granted(eye).anything,
        is_listed=public.is_listed(eye),
    )
    around = frame.look(request)
    if around is None:
        return _make(request, look)
    return kept.kept(["page", *_parts(look), around], lambda: _make(request, look))


def _parts(look: _Look) -> list[Any]:
    above = look.above and (look.above.public_id, look.above.title)
    return [
        *(look.asked, look.inside, look.settings, above, look.has_finals, look.is_listed),
        *kept.look(look.eye, look.said, look.renditions),
    ]


def _make(request: HttpRequest, look: _Look) -> packed.Packed:
    eye, counts = look.eye, firsts.counts(look.eye)
    links_to_buy = firsts.links_to_buy(eye)
    address_to_buy = ""
    if not eye.buys_nothing:
        address_to_buy = hooks.address_to_buy(eye.modules, gallery=eye.gallery)
    context = {
        "csrf_token": packed.HOLE,
        "gallery": eye.gallery,
        "grant": eye.grant,
        "above": look.above,
        "seo": _seo(request, look) if look.is_listed else None,
        "photos_html": firsts.photos(look.asked, eye, look.said, look.renditions),
        "photos_count": sum(counts.values()),
        "is_filtered": any(name in look.asked for name in first_page.FILTERS),
        "can_order": eye.may_ever_order,
        "show_ordered": eye.may_ever_order,
        "picked_count": len(look.said.picked),
        "children": look.inside,
        "has_finals": look.has_finals,
        "is_over": eye.is_over,
        "looks_only": eye.grant.looks_only,
        "code_form": UnlockForm(is_code=True),
        "banner": packed.MORE,
        "cover": children.cover_of(eye, look.renditions),
        "downloads": firsts.downloads_of(eye, counts, look.settings),
        "links_to_buy": links_to_buy,
        "link_of_picked": firsts.link_of_picked(eye) if address_to_buy else None,
        "sells": links_to_buy or address_to_buy,
    }
    return packed.pack(render_to_string("gallery/site/gallery.html", context, request))


def _seo(request: HttpRequest, look: _Look) -> seo.Seo:
    """What is told of a gallery that everybody may see, its cover under an address that stays."""
    gallery = look.eye.gallery
    path = reverse("gallery_site:gallery", args=[gallery.public_id])
    card = reverse("gallery_site:card", args=[gallery.public_id])
    text = " ".join(gallery.description.split())[:300]
    steps = [(gallery.title, path)]
    if look.above:
        above = reverse("gallery_site:gallery", args=[look.above.public_id])
        steps.insert(0, (look.above.title, above))
    told = seo.of(request, title=gallery.title, description=text, image=card, path=path)
    thing = {"@type": "ImageGallery", "name": gallery.title, "url": told.url, "image": told.image}
    if text:
        thing["description"] = text
    return replace(told, things=(thing, seo.breadcrumbs(request, *steps)))
