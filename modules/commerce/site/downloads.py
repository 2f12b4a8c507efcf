"""Fetching what was delivered: one photo, or all of them at once, as often as the client likes."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from modules.commerce.models import ItemState, Order, OrderItem
from modules.commerce.services.delivery import rights
from modules.commerce.site.doors import entering
from modules.gallery import facade as gallery
from safelight.kernel import marks
from safelight.site import selectors as site
from safelight.storage.claims import Scope


@marks.open_for_what_was_paid
@require_safe
@entering
def item(request: HttpRequest, order: Order, item: str) -> HttpResponse:
    found = _delivered(order, item)
    at = timezone.now()
    _log(request, order, found)
    link = gallery.file_link(
        scope=Scope("order", order.public_id), revision=order.access_revision,
        source=found[0].source, host=request.get_host(), at=at,
    )  # fmt: skip
    return HttpResponseRedirect(link)


@marks.open_for_what_was_paid
@require_safe
@entering
def archive(request: HttpRequest, order: Order) -> HttpResponse:
    """All of them; where they are too many for one archive, a page with its numbered parts."""
    found = [each for each in _delivered(order) if each.photo_id is not None]
    if not found:
        raise Http404
    at = timezone.now()
    title = _("%(studio)s, order %(number)d") % {
        "studio": site.worn_settings(request).name,
        "number": order.number,
    }
    try:
        wanted, name = gallery.part_of_archive(
            sizes=[each.source.bytes for each in found], title=title, number=_number(request)
        )
    except gallery.InParts as parts:
        return _list(request, order, parts)
    except gallery.NoSuchPart as refusal:
        raise Http404 from refusal
    found = found[wanted]
    _log(request, order, found, in_archive=True)
    link = gallery.archive_link(
        files=[(each.photo_id, each.source) for each in found if each.photo_id is not None],
        scope=Scope("order", order.public_id), revision=order.access_revision, name=name,
        who=gallery.recipient_of(request), host=request.get_host(), at=at,
    )  # fmt: skip
    return HttpResponseRedirect(link)


def _number(request: HttpRequest) -> int | None:
    asked = request.GET.get("part", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise Http404
    return int(asked) if asked else None


def _list(request: HttpRequest, order: Order, parts: gallery.InParts) -> HttpResponse:
    context = {
        "heading": _("Order %(number)d") % {"number": order.number},
        "sentence": parts.sentence,
        "volumes": parts.volumes,
        "back_url": reverse("commerce_site:order", args=[order.public_id]),
        "back": _("Back to your order"),
    }
    return render(request, "gallery/site/in_parts.html", context)


def _delivered(order: Order, public_id: str | None = None) -> list[OrderItem]:
    """The delivered items that may be fetched, or the one that is asked for; else 404."""
    items = order.items.filter(state=ItemState.DELIVERED).exclude(file={})
    found = list(items.filter(public_id=public_id) if public_id else items)
    if not found or not rights.may_fetch(order):
        raise Http404
    return found


def _log(
    request: HttpRequest, order: Order, items: Sequence[OrderItem], *, in_archive: bool = False
) -> None:
    downloads = [
        gallery.Download(
            gallery_id=each.gallery_id, photo_id=each.photo_id, name=each.source.name,
            what="order", in_archive=in_archive, order_public_id=order.public_id,
        )
        for each in items
        if each.photo_id is not None
    ]  # fmt: skip
    gallery.log_downloads(downloads=downloads, who=gallery.recipient_of(request), at=timezone.now())
