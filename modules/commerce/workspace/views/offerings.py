"""Which lists a gallery, a photo or some selected photos are offered by."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import PriceList
from modules.commerce.services.pricelists import offering, stocks
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.terms import TermsForm
from modules.commerce.workspace.reads import pricelists
from modules.commerce.workspace.views.price_list import number
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery, Photo
from safelight.accounts.doors import workspace
from safelight.kernel import public_id

# As in the grid that sends them.
MOST_AT_ONCE = 5000


@workspace(permissions.PRICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest, gallery: str) -> HttpResponse:
    found = _gallery_or_404(request, gallery)
    if request.method == "POST":
        with prices.saying(request, _("Saved. Clients see it at their next look.")):
            offering.offer_in_gallery(gallery_id=found.pk, lists=_asked(request))
        return redirect("commerce_workspace:gallery_prices", gallery)
    context = galleries.workspace_head(request, found, "prices") | {
        "ticked": pricelists.for_gallery(found),
        "orders_freely": galleries.lets_order(gallery=found),
        "terms_form": TermsForm.of(found),
    }
    return render(request, "commerce/workspace/prices/gallery.html", context)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, gallery: str, photo: str) -> HttpResponse:
    """The form on the photo's page: its own lists, and what is left of it in each."""
    place = _gallery_or_404(request, gallery)
    before = Photo.objects.filter(galleries.seen(galleries.viewer_of(request).sight))
    found = get_object_or_404(before, public_id=photo, placements__gallery=place)
    if request.method == "POST":
        offered = {*_asked(request), *_inherited(place)}
        with prices.saying(request, _("Saved. Clients see it at their next look.")):
            offering.offer_for_photo(photo_id=found.pk, lists=_asked(request))
            for each in offered:
                _set_left(request, each, found)
    return redirect("gallery_workspace:photo", gallery, photo)


@workspace(permissions.PRICES)
@require_POST
def selection(request: HttpRequest, gallery: str) -> HttpResponse:
    """Offer lists for the photos that were ticked in the grid, or end that; asks which first."""
    place = _gallery_or_404(request, gallery)
    asked = _ids(request, "photo")[:MOST_AT_ONCE]
    before = Photo.objects.filter(galleries.seen(galleries.viewer_of(request).sight))
    photos = list(before.filter(placements__gallery=place, public_id__in=asked))
    if "do" in request.POST and photos:
        count = _offer_selection(request, [each.pk for each in photos])
        words = ngettext("Saved for %(count)d photo.", "Saved for %(count)d photos.", count)
        with prices.saying(request, words % {"count": count}):
            pass
    if "do" in request.POST or not photos:
        return redirect("gallery_workspace:photos", gallery)
    context = galleries.workspace_head(request, place, "photos") | {
        "photos": photos,
        "lists": pricelists.sold((PriceList.Kind.DOWNLOAD, PriceList.Kind.PRINT)),
    }
    return render(request, "commerce/workspace/prices/selection.html", context)


def _offer_selection(request: HttpRequest, photo_ids: list[int]) -> int:
    if request.POST["do"] == "end":
        offering.end_for_photos(photo_ids=photo_ids, lists=_asked(request))
    else:
        offering.offer_for_photos(photo_ids=photo_ids, lists=_asked(request))
    return len(photo_ids)


def _set_left(request: HttpRequest, price_list: PriceList, photo: Photo) -> None:
    """Write what is left where the form says another number than it showed."""
    key = price_list.public_id
    if f"left-{key}" not in request.POST:
        return
    left, seen = (number(request.POST.get(f"{name}-{key}", "")) for name in ("left", "seen"))
    if left != seen:
        stocks.set_left(price_list=price_list, photo_id=photo.pk, left=left, seen=seen)


def _asked(request: HttpRequest) -> list[PriceList]:
    asked = _ids(request, "list")
    return list(PriceList.written().filter(public_id__in=asked, withdrawn_at=None))


def _ids(request: HttpRequest, field: str) -> list[str]:
    return list(filter(public_id.is_one, request.POST.getlist(field)))


def _inherited(place: Gallery) -> list[PriceList]:
    here = [place.pk, *(each.pk for each in place.ancestors())]
    rows = PriceList.objects.filter(offerings__gallery__in=here, withdrawn_at=None).distinct()
    return [each for each in rows if each.is_of_files]


def _gallery_or_404(request: HttpRequest, public_id: str) -> Gallery:
    """Whoever sets prices sets them for every gallery that is not out of their sight."""
    known = galleries.galleries_within(galleries.viewer_of(request).sight)
    found: Gallery | None = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
