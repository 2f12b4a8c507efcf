"""The gallery's page, its password and one photo."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import access, selectors
from modules.gallery.models import Gallery, Photo
from modules.gallery.presenting import page
from modules.gallery.presenting.rows import ORDER, Eye, rows
from modules.gallery.presenting.signing import LARGE, MEDIUM, SMALL, Renditions
from modules.gallery.services import downloads, unlocking
from modules.gallery.site import children
from modules.gallery.site.doors import closed, entering
from modules.gallery.site.forms import UnlockForm
from safelight.accounts import throttle, visitors

PHOTO_ID = "ID"


@require_safe
@entering
def gallery(request: HttpRequest, eye: Eye) -> HttpResponse:
    return render(request, "gallery/site/gallery.html", _page(request, eye))


@require_POST
def unlock(request: HttpRequest, gallery: str) -> HttpResponseBase:
    row = Gallery.objects.filter(public_id=gallery).first()
    grant = access.decide(access.viewer_of(request), row) if row else access.CLOSED
    form = UnlockForm(request.POST)
    if row is None or grant.door not in {access.Door.PASSWORD, access.Door.OPEN}:
        return closed(request, gallery, grant.door)
    if not form.is_valid():
        return closed(request, gallery, access.Door.PASSWORD, form)
    try:
        unlocking.unlock(
            gallery=row, password=form.cleaned_data["password"],
            visitor=visitors.ensure(request), address=throttle.network_address(request),
            at=timezone.now(),
        )  # fmt: skip
    except unlocking.WrongPassword as refusal:
        form.add_error("password", refusal.sentence)
        return closed(request, gallery, access.Door.PASSWORD, form)
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    return redirect("gallery_site:gallery", gallery)


@require_safe
@entering
def photo(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    shown = selectors.photo_in(eye.gallery, photo)
    if shown is None or shown.version is None:
        return closed(request, eye.gallery.public_id, access.Door.NONE)
    row = rows(eye, [shown])[0]
    renditions = Renditions(eye.gallery, host=request.get_host(), at=timezone.now())
    before, behind = _neighbours(eye.gallery, shown)
    context = {
        "gallery": eye.gallery,
        "photo": page.tile(row, renditions, eye.gallery),
        "row": row,
        "medium": renditions.full(shown.version, MEDIUM),
        "large": renditions.full(shown.version, LARGE),
        "size": shown.version.renditions.get(LARGE) or shown.version.renditions.get(SMALL),
        "choices": downloads.choices(grant=eye.grant, photo=shown, formats=eye.formats),
        "before": before,
        "behind": behind,
        "gallery_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
    }
    return render(request, "gallery/site/photo.html", context)


def home_section(request: HttpRequest) -> SafeString:
    """The galleries on the studio's first page: published, not hidden, not empty, open to all."""
    tiles = children.visible(request, parent=None)
    if not tiles:
        return SafeString()
    return render_to_string("gallery/site/tiles.html", {"tiles": tiles}, request)


def _page(request: HttpRequest, eye: Eye) -> dict[str, Any]:
    photos = page.filtered(eye, request.GET)
    if start := request.GET.get("after"):
        photos = page.after(eye.gallery, photos, start)
    shown = list(photos[: page.FIRST_SCREEN + 1])
    renditions = Renditions(eye.gallery, host=request.get_host(), at=timezone.now())
    first = rows(eye, shown[: page.FIRST_SCREEN])
    args = [eye.gallery.public_id, PHOTO_ID]
    return {
        "gallery": eye.gallery,
        "grant": eye.grant,
        "first_photos": page.tiles(first, renditions, eye.gallery),
        "more_after": first[-1].photo.public_id if len(shown) > len(first) else "",
        "photo_url_pattern": reverse("gallery_site:photo", args=args),
        "download_url_pattern": reverse("gallery_site:download", args=args),
        "photos_count": selectors.photos_of(eye.gallery).count(),
        "can_order": eye.grant.order and "commerce" in eye.modules,
        "show_ordered": eye.grant.order and "commerce" in eye.modules,
        "orders_here": any(row.actions & ORDER for row in first),
        "picked_count": _picked(eye),
        "children": children.visible(request, parent=eye.gallery),
        "cover": children.cover_of(eye, renditions),
        "downloads": downloads.for_all(grant=eye.grant, formats=eye.formats),
    }


def _picked(eye: Eye) -> int:
    if eye.visitor is None:
        return 0
    return selectors.photos_of(eye.gallery).filter(picks__visitor=eye.visitor).count()


def _neighbours(gallery: Gallery, shown: Photo) -> tuple[str, str]:
    """Addresses of the photo before and behind; empty at the ends."""
    ids = list(selectors.photos_of(gallery).values_list("public_id", flat=True))
    here = ids.index(shown.public_id)
    found = [ids[n] if 0 <= n < len(ids) else "" for n in (here - 1, here + 1)]
    before, behind = (
        reverse("gallery_site:photo", args=[gallery.public_id, each]) if each else ""
        for each in found
    )
    return before, behind
