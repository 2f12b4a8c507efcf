"""How far a client's choice is: what they picked, what of it is included, what stands in the way.

The picks are those of one visitor; the first choice that is sent stands for the whole gallery.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce.models import (
    Choosing,
    Deliverables,
    DeliverableTerms,
    ItemState,
    OrderItem,
    OrderLine,
)
from modules.commerce.services.deliverables import proofing
from modules.gallery.models import Photo

SOFT = DeliverableTerms.Mode.SOFT_PROOFING


@dataclass(frozen=True, kw_only=True)
class Round:
    """A choice as it could be sent now. ``chosen`` photos in the gallery's order.

    Of these, ``known`` are part of an order of an earlier round that stands, ``paid`` as extras;
    the first ``free_slots`` of the others are included, and the rest are extras. ``sent`` is the
    choice that stands, if one does.
    """

    terms: Deliverables
    chosen: Sequence[Photo]
    known: frozenset[int]
    paid: frozenset[int]
    free_slots: int | None
    sent: Choosing | None

    @property
    def new(self) -> list[Photo]:
        return [photo for photo in self.chosen if photo.pk not in self.known]

    @property
    def included(self) -> list[Photo]:
        return self.new[: self.free_slots]

    @property
    def extras(self) -> list[Photo]:
        return [] if self.free_slots is None else self.new[self.free_slots :]

    @property
    def cost(self) -> int:
        """Of the extras, in minor units, before taxes that come on top."""
        return len(self.extras) * (self.terms.extra_price or 0)

    @property
    def sells_extras(self) -> bool:
        terms = self.terms
        return bool(terms.upsell and terms.extra_price) and not terms.no_extras_chosen

    @property
    def problem(self) -> str:
        """The sentence why it cannot be sent; empty where it can."""
        if not self.chosen:
            return _("Pick at least one photo first.")
        if len(self.chosen) < self.terms.least:
            return _("Pick at least %(count)d photos, then send your choice.") % {
                "count": self.terms.least
            }
        if self.extras and not self.sells_extras:
            return too_many(len(self.extras))
        return ""


def round_of(terms: Deliverables, visitor_id: int | None) -> Round:
    """The round of a visitor, with the picks that they have in the gallery."""
    chosen = picks_of(terms.gallery_id, visitor_id)
    free, paid = _earlier(terms, {photo.pk for photo in chosen})
    slots = None if terms.included is None else max(0, terms.included - len(free))
    return Round(
        terms=terms,
        chosen=chosen,
        known=free | paid,
        paid=paid,
        free_slots=slots,
        sent=proofing.sent(terms.pk),
    )


def terms_of_gallery(gallery_id: int) -> Deliverables | None:
    """The terms of a gallery under soft proofing; None for any other."""
    rows = Deliverables.objects.filter(gallery=gallery_id, mode=SOFT)
    found: Deliverables | None = rows.select_related("gallery", "price_list").first()
    return found


def picks_of(gallery_id: int, visitor_id: int | None) -> list[Photo]:
    """Ready photos of the gallery that the visitor picked, in its order."""
    if visitor_id is None:
        return []
    rows = Photo.objects.filter(
        placements__gallery=gallery_id, picks__visitor=visitor_id, version__isnull=False
    )
    return list(rows.order_by("placements__position", "placements__pk").distinct())


def why_not_picked(*, gallery_id: int, photo_id: int, visitor_id: int) -> str:
    """Why a pick cannot be made or taken back now; empty where nothing is in the way."""
    terms = terms_of_gallery(gallery_id)
    if terms is None:
        return ""
    if proofing.sent(terms.pk) is not None:
        return _("Your choice was sent. Ask the studio to open it again if you want to change it.")
    if terms.included is None or (terms.upsell and not terms.no_extras_chosen):
        return ""
    picked = {photo.pk for photo in picks_of(gallery_id, visitor_id)}
    if photo_id in picked or len(picked) < terms.included:
        return ""
    return ngettext(
        "You have picked the %(count)d photo that is included. Take it out to pick another.",
        "You have picked all %(count)d photos that are included. Take one out to pick another.",
        terms.included,
    ) % {"count": terms.included}


def too_many(count: int) -> str:
    return ngettext(
        "That is %(count)d photo more than are included. Take it out, then send your choice.",
        "That is %(count)d photos more than are included. Take them out, then send your choice.",
        count,
    ) % {"count": count}


def _earlier(terms: Deliverables, chosen: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Photos of earlier rounds' orders that stand: included ones, and extras.

    An included one that was not begun makes room where it is not chosen any more.
    """
    items = OrderItem.objects.filter(order__in=proofing.orders_of(terms.pk), photo__isnull=False)
    live = items.exclude(state=ItemState.CANCELLED).select_related("line")
    free, paid = set[int](), set[int]()
    for item in live:
        photo_id = item.photo_id or 0
        if item.line.kind != OrderLine.Kind.RETOUCH:
            paid.add(photo_id)
        elif photo_id in chosen or not item.may_be_left_out:
            free.add(photo_id)
    return frozenset(free), frozenset(paid)
