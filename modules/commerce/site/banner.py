"""What a gallery includes, above its photos: how far its client is, and the next step."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.commerce.models import Deliverables, DeliverableTerms
from modules.commerce.services.deliverables import choosing, counting, saying
from modules.commerce.services.paying import starting
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.accounts import visitors
from safelight.site import selectors as site
from tenants.context import current_studio


def of(request: HttpRequest, gallery: Gallery) -> SafeString | None:
    """None where all photos are included, nothing is said of it, or this person only looks."""
    if not _has_terms(current_studio().uuid, gallery.pk, gallery.content_revision):
        return None
    terms = Deliverables.objects.get(gallery=gallery)
    found = galleries.entered(viewer=galleries.viewer_of(request), ids=[gallery.pk])
    may_choose = gallery.pk in found and not found[gallery.pk].closed
    if terms.mode == DeliverableTerms.Mode.SOFT_PROOFING:
        return _choice(request, gallery, terms, may_choose=may_choose)
    return _final(request, gallery) if may_choose and terms.included is not None else None


@lru_cache(maxsize=20_000)
def _has_terms(_studio: UUID, gallery_id: int, _content_revision: int) -> bool:
    """Writing terms raises the revision: most galleries have none, and are not asked again."""
    return bool(Deliverables.objects.filter(gallery=gallery_id).exists())


def _final(request: HttpRequest, gallery: Gallery) -> SafeString | None:
    quota = counting.quota_of(gallery_id=gallery.pk)
    if quota is None:
        return None
    context = {
        "gallery": gallery,
        "quota": quota,
        "terms": quota.terms,
        "taken": saying.taken(quota),
        "currency": site.shown_settings(request).currency,
    }
    return render_to_string("commerce/site/banner/final.html", context, request)


def _choice(
    request: HttpRequest, gallery: Gallery, terms: Deliverables, *, may_choose: bool
) -> SafeString | None:
    visitor = visitors.current(request)
    round_ = choosing.round_of(terms, visitor.pk if visitor else None)
    if round_.sent is None and not may_choose:
        return None
    order = round_.sent.order if round_.sent is not None else None
    mine = round_.sent is not None and visitor is not None and round_.sent.visitor == visitor
    context = {
        "gallery": gallery,
        "round": round_,
        "terms": terms,
        "order": order if mine else None,
        "is_payable": mine and order is not None and starting.is_payable(order),
        "currency": site.shown_settings(request).currency,
    }
    return render_to_string("commerce/site/banner/choice.html", context, request)
