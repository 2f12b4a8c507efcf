"""Offers by themselves: of a photo, of a gallery, of the shop; and putting them in the cart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce import selectors
from modules.commerce.services import carts
from modules.commerce.site import faces, panels, typed
from modules.commerce.site.printed import views as printed
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts import visitors
from safelight.kernel.errors import Refusal

_methods = require_http_methods(["GET", "HEAD", "POST"])
_PAGE, _PART = "commerce/site/offers/page.html", "commerce/site/offers/part.html"


@never_cache
@_methods
def photo(request: HttpRequest, gallery: str, photo: str) -> HttpResponse:
    place, photos = _seen(request, gallery, [photo])
    context = panels.context_of_photo(request, place, photos[0]) | {
        "free": galleries.free_of(
            viewer=galleries.viewer_of(request), gallery=place, photo=photos[0]
        ),
        "title": photos[0].name,
        "back_url": reverse("gallery_site:photo", args=[gallery, photo]),
    }
    return _answer(request, context, gallery, photo)


@never_cache
@_methods
def gallery(request: HttpRequest, gallery: str) -> HttpResponse:
    place, _photos = _seen(request, gallery, [])
    context = panels.context_of_gallery(request, place) | {
        "title": place.title,
        "back_url": reverse("gallery_site:gallery", args=[gallery]),
    }
    return _answer(request, context, gallery, None)


@never_cache
@_methods
def shop(request: HttpRequest) -> HttpResponse:
    context = panels.context_of_shop(request) | {"title": _("Shop"), "back_url": ""}
    return _answer(request, context, None, None)


def _seen(request: HttpRequest, gallery: str, photos: list[str]) -> tuple[Gallery, list[Photo]]:
    """What this person may see; 404 for everything else, as if it were not there."""
    found = faces.entered(request, gallery, photos)
    if len(found[1]) < len(photos):
        raise Http404
    return found


def _answer(
    request: HttpRequest, context: dict[str, Any], gallery: str | None, photo: str | None
) -> HttpResponse:
    """The page, or the part of it that scripts ask for; for a POST, what came of it."""
    wants_json = "application/json" in request.headers.get("Accept", "")
    status = 200
    if request.method == "POST":
        try:
            said = _put_in_cart(request, gallery, photo)
        except Refusal as refusal:
            if wants_json:
                error = {"code": refusal.code, "message": refusal.sentence}
                return JsonResponse({"error": error}, status=refusal.status)
            messages.error(request, refusal.sentence)
            status = refusal.status
        else:
            if wants_json:
                count = selectors.count_in_cart(request)
                return JsonResponse({"message": said, "count": count})
            messages.success(request, said)
            to_photo = request.POST.get("back") == "photo"
            return redirect(context["back_url"] if to_photo else request.path)
    template = _PART if "part" in request.GET else _PAGE
    return render(request, template, context, status=status)


def _put_in_cart(request: HttpRequest, gallery: str | None, photo: str | None) -> str:
    """Add what the form says; the sentence that tells of it."""
    viewer, visitor, at = galleries.viewer_of(request), visitors.ensure(request), timezone.now()
    row = request.POST.get("row", "")
    if not row and gallery and photo:
        carts.put_in(
            viewer=viewer, visitor=visitor, gallery_public_id=gallery, photo_public_ids=[photo],
            at=at,
        )  # fmt: skip
        return _("It is in the cart. Say there what should be done to it.")
    item = carts.add(
        viewer=viewer, visitor=visitor, gallery_public_id=gallery, photo_public_id=photo,
        row_public_id=row, choice_public_ids=typed.choices(request),
        quantity=typed.quantity(request), note=request.POST.get("note", ""), at=at,
        framing=printed.read(request),
    )  # fmt: skip
    return _("“%(name)s” is in the cart.") % {"name": f"{item.name}, {item.row}"}
