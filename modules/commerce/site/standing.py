"""Where an order stands, in the words that its client reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from modules.commerce.models import ItemState, Life, Order, OrderItem, PaymentState, Validation
from modules.commerce.services import rights
from modules.gallery import facade as gallery

S = ItemState
# What the studio calls ready or a problem is still being worked on to its client.
WORDS = {
    S.AWAITING_PAYMENT: gettext_lazy("Not started"),
    S.DEFERRED: gettext_lazy("Being retouched"),
    S.PENDING: gettext_lazy("Being retouched"),
    S.PREPARING: gettext_lazy("Being prepared"),
    S.DELIVERED: gettext_lazy("Ready"),
    S.PROBLEM: gettext_lazy("Being retouched"),
    S.CANCELLED: gettext_lazy("Left out"),
}


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    item: OrderItem
    thumb: gallery.Thumb | None
    words: str
    may_fetch: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """``heading`` says where the order is, ``text`` what comes next; ``ready`` can be fetched."""

    heading: str
    text: str
    ready: int
    total: int
    bytes: int
    items: Sequence[ItemFacts]
    gallery: gallery.GalleryFacts | None


def of(request: HttpRequest, order: Order) -> Standing:
    items = list(order.items.all())
    pairs = [(i.gallery_id, i.photo_id) for i in items if i.gallery_id and i.photo_id]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    may_fetch = rights.may_fetch(order)
    facts = [
        ItemFacts(
            item=item,
            thumb=thumbs.get(item.photo_id or 0),
            words=str(WORDS[S(item.state)]),
            may_fetch=may_fetch and item.is_delivered,
        )
        for item in items
    ]
    states = Counter(item.state for item in items)
    heading, text = say(order, states) if may_fetch or not order.is_open else say_closed(order)
    ready = [each.item for each in facts if each.may_fetch]
    ids = {gallery_id for gallery_id, _photo in pairs}
    places = gallery.galleries(ids=ids, viewer=gallery.viewer_of(request)) if ids else {}
    return Standing(
        heading=heading,
        text=text,
        ready=len(ready),
        total=len(items),
        bytes=sum(item.source.bytes for item in ready),
        items=facts,
        gallery=next(iter(places.values()), None),
    )


def say_closed(order: Order) -> tuple[str, str]:
    """Heading and text of an open order whose files cannot be fetched any more."""
    if order.payment == PaymentState.REFUNDED:
        return _("You got your money back"), _("The photos of this order cannot be fetched now.")
    return _("You disputed this payment"), _("Photos cannot be fetched until that is over.")


def short(orders: Sequence[Order]) -> list[tuple[Order, str, int]]:
    """Each order with its heading and how many photos it has; one query for all."""
    counts: dict[int, Counter[str]] = {order.pk: Counter() for order in orders}
    items = OrderItem.objects.filter(order__in=counts)
    for order_id, state in items.values_list("order_id", "state"):
        counts[order_id][state] += 1
    return [(o, say(o, counts[o.pk])[0], counts[o.pk].total()) for o in orders]


def say(order: Order, states: Counter[str]) -> tuple[str, str]:
    """Heading and text of an order whose items are in these states."""
    if order.life == Life.CANCELLED:
        return _("This order was cancelled"), _("Write to us if you did not expect that.")
    if order.validation == Validation.DECLINED:
        return _("We could not take this order"), _("Write to us, and we find a way.")
    if order.validation == Validation.AWAITING:
        return _("We have your order"), _("We look at it, and get back to you by e-mail.")
    if not order.may_be_fulfilled and not states[S.DELIVERED]:
        return _("We have your order"), _("It goes on as soon as it is paid.")
    ready = states[S.DELIVERED]
    total = states.total() - states[S.CANCELLED]
    if not total:
        return _("Nothing is left in this order"), ""
    if ready == total:
        text = _("They stay here: fetch them whenever you like.")
        return ngettext("Your photo is ready", "All %d photos are ready", total) % _n(total), text
    if ready:
        heading = _("%(ready)d of %(total)d photos are ready") % {"ready": ready, "total": total}
        return heading, _("The others are being retouched. You get a mail when they are ready.")
    heading = ngettext("Your photo is being retouched", "%d photos are being retouched", total)
    return heading % _n(total), _("You get a mail as soon as they are ready. They appear here.")


def _n(count: int) -> tuple[int, ...]:
    # The singular has no number in it.
    return () if count == 1 else (count,)
