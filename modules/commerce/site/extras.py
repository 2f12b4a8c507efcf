"""More photos than are included: which are the included ones, and buying the others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.models import DeliverableTerms
from modules.commerce.services.carts.extras import put_all, put_extras
from modules.commerce.services.deliverables import counting, gate, saying, selling
from modules.commerce.services.deliverables.counting import Quota
from modules.commerce.site import faces, panels
from modules.commerce.site.photo_tiles import tiles_of
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts import visitors
from safelight.kernel.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, gallery: str) -> HttpResponse:
    """``?photo=`` names those that are asked for; ``action`` of the form what is done with them.

    ``include``: they are the included ones. ``cart`` and ``buy`` put them in the cart, ``all`` puts
    there all that is not included.
    """
    asked = (request.POST if request.method == "POST" else request.GET).getlist("photo")
    place, photos = faces.entered(request, gallery, set(asked))
    quota = counting.quota_of(gallery_id=place.pk)
    if quota is None or quota.terms.mode != DeliverableTerms.Mode.FINAL_EDITS:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            return _do(request, place, photos)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
    context = _context(request, place, photos, quota)
    return render(request, "commerce/site/extras/page.html", context, status=status)


def _do(request: HttpRequest, place: Gallery, photos: list[Photo]) -> HttpResponse:
    visitor, at = visitors.ensure(request), timezone.now()
    action = request.POST.get("action", "")
    if action == "include":
        gate.include(
            gallery_id=place.pk, photo_ids=[photo.pk for photo in photos], visitor_id=visitor.pk,
            at=at,
        )  # fmt: skip
        messages.success(
            request, _("They are yours. Download them now, and again whenever you like.")
        )
        # A form may not lead on to the archive itself, which lies on another host.
        return redirect("commerce_site:extras", place.public_id)
    viewer = galleries.viewer_of(request)
    if action == "all":
        put_all(viewer=viewer, visitor=visitor, gallery_public_id=place.public_id, at=at)
    else:
        put_extras(
            viewer=viewer, visitor=visitor, gallery_public_id=place.public_id,
            photo_public_ids=[photo.public_id for photo in photos], at=at,
        )  # fmt: skip
    if action == "cart":
        messages.success(request, _("It is in the cart."))
        return redirect("gallery_site:gallery", place.public_id)
    return redirect("commerce_site:checkout")


def _context(
    request: HttpRequest, place: Gallery, photos: list[Photo], quota: Quota
) -> dict[str, Any]:
    sale = selling.sale_of(quota)
    asked = [photo.pk for photo in photos]
    free = bool(asked) and (quota.left is None or len(set(asked) - quota.free) <= quota.left)
    shown = asked or [photo.id for photo in sale.left_over]
    one = photos[0] if len(photos) == 1 else None
    return panels.selling(request, [], request.path) | {
        "gallery": place,
        "quota": quota,
        "sale": sale,
        "photo": one,
        "is_free": free or not sale.left_over or quota.left is None,
        "chooses": bool(quota.left) and sale.beyond > 0 and not free,
        "sentence": saying.beyond(quota) if not quota.left else saying.taken(quota),
        "tiles": tiles_of(request, place, shown),
        "chosen": frozenset(request.POST.getlist("photo")) or {photo.public_id for photo in photos},
        "download_url": _download_url(place, one),
        "count_free": len(quota.free),
    }


def _download_url(place: Gallery, photo: Photo | None) -> str:
    if photo is None:
        # What is not free is left out of it, as the page says.
        return reverse("gallery_site:archive", args=[place.public_id]) + "?held=left"
    return reverse("gallery_site:download", args=[place.public_id, photo.public_id])
