"""The gallery's page, its password and one photo."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import access, asking, hooks, selectors
from modules.gallery.models import Gallery
from modules.gallery.presenting import marks, page, saying
from modules.gallery.presenting.eyes import Eye
from modules.gallery.presenting.rows import rows
from modules.gallery.presenting.signing import LARGE, MEDIUM, Renditions
from modules.gallery.services import downloads, unlocking
from modules.gallery.services.proofing import LONGEST_COMMENT, MOST_STARS
from modules.gallery.site import children, whole
from modules.gallery.site.doors import closed, entering
from modules.gallery.site.forms import UnlockForm
from safelight.accounts import throttle, visitors
from safelight.kernel.marks import open_for_what_was_paid
from safelight.site import brands
from safelight.web import packed


@require_safe
@entering
def gallery(request: HttpRequest, eye: Eye) -> HttpResponse:
    banner = asking.banner_of(eye.modules, request=request, gallery=eye.gallery)
    return packed.answer(request, whole.page(request, eye), more=banner)


@open_for_what_was_paid
@require_POST
def unlock(request: HttpRequest, gallery: str) -> HttpResponseBase:
    found = access.doorstep(access.viewer_of(request), gallery)
    door = found.grant.door if found else access.Door.NONE
    if found is None or door not in {access.Door.PASSWORD, access.Door.CODE, access.Door.OPEN}:
        return closed(request, gallery, door)
    brands.dress(request, found.gallery.worn_brand_id)
    asks_code = door is access.Door.CODE or found.grant.looks_only
    door = access.Door.CODE if asks_code else access.Door.PASSWORD
    form = UnlockForm(request.POST, is_code=asks_code)
    if not form.is_valid():
        return closed(request, gallery, door, form)
    try:
        unlocking.unlock(
            gallery=found.gallery, password=form.cleaned_data["password"],
            visitor=partial(visitors.ensure, request), address=throttle.network_address(request),
            at=timezone.now(),
        )  # fmt: skip
    except unlocking.WrongPassword as refusal:
        form.add_error("password", refusal.sentence)
        return closed(request, gallery, door, form)
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    return redirect("gallery_site:gallery", gallery)


@require_safe
@entering
def photo(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    shown = selectors.photo_in(eye.gallery, eye.grant.sight, photo)
    if shown is None or shown.version is None:
        return closed(request, eye.gallery.public_id, access.Door.NONE)
    this = selectors.photos_of(eye.gallery, eye.grant.sight).filter(pk=shown.pk)
    row = rows(eye, this, marks.Marks())[0]
    renditions = Renditions(eye.gallery, host=request.get_host(), at=timezone.now())
    said = saying.said(eye, shown, studio_name=brands.speaker(request))
    ways = downloads.ways_to(shown, grant=eye.grant, formats=eye.formats)
    held = None
    if any(way.what in downloads.COUNTED for way in ways):
        held = eye.held([shown.pk]).get(shown.pk)
        ways = [way for way in ways if not held or way.what not in downloads.COUNTED]
    width, height = shown.version.renditions.get(MEDIUM, [row.width, row.height])[:2]
    context = {
        "gallery": eye.gallery,
        "photo": page.tile(row, renditions, eye.gallery),
        "caption": shown.caption,
        "medium": renditions.full(row, MEDIUM),
        "large": renditions.full(row, LARGE),
        "width": width,
        "height": height,
        "said": said,
        "stars": range(1, MOST_STARS + 1),
        "longest_comment": LONGEST_COMMENT,
        "offers": hooks.offers_of_photo(
            eye.modules, request=request, gallery=eye.gallery, photo=shown
        ),
        "held": held,
        "choices": ways,
        "gallery_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
        **_neighbours(eye.gallery, page.neighbours(eye, shown)),
    }
    return render(request, "gallery/site/photo.html", context)


def home_section(request: HttpRequest) -> SafeString:
    """On the studio's first page: a client's own galleries, then those that are shown to all."""
    own = children.own(request)
    known = {tile.url for tile in own}
    shown = [tile for tile in children.visible(request, parent=None) if tile.url not in known]
    if not own and not shown:
        return SafeString()
    return render_to_string("gallery/site/home.html", {"own": own, "shown": shown}, request)


def _neighbours(gallery: Gallery, ids: tuple[str, str]) -> dict[str, Any]:
    return {
        name: reverse("gallery_site:photo", args=[gallery.public_id, each]) if each else ""
        for name, each in zip(("before", "behind"), ids, strict=True)
    }
