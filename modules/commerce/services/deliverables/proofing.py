"""Under *Soft proofing*: which photos a choice has unlocked, and why others are not given."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.commerce.models import Choosing, ItemState, Order, OrderItem
from modules.commerce.services.deliverables.counting import Quota
from modules.gallery import facade as gallery
from modules.gallery.facts import Held
from safelight.web.templatetags.web import money

FINAL = "FINAL"


def latest(deliverables_id: int) -> Choosing | None:
    """The round that stands: the newest, open or sent."""
    rounds = Choosing.objects.filter(deliverables=deliverables_id)
    found: Choosing | None = rounds.select_related("order").order_by("-version").first()
    return found


def sent(deliverables_id: int) -> Choosing | None:
    """The choice that was sent and not opened again; while there is one, picks are locked."""
    found = latest(deliverables_id)
    return found if found is not None and found.is_locked else None


def orders_of(deliverables_id: int) -> list[Order]:
    """Every open order that came of a choice of this gallery, the oldest first."""
    ids = Choosing.objects.filter(deliverables=deliverables_id).values("order")
    return list(Order.objects.filter(pk__in=ids, life="open").order_by("pk"))


def held(quota: Quota, photo_ids: Sequence[int]) -> dict[int, Held]:
    """Finals of what was chosen are given as soon as the order of the choice is settled."""
    orders = {order.pk: order for order in orders_of(quota.terms.pk)}
    items = OrderItem.objects.filter(order__in=orders, photo__in=photo_ids)
    kept = items.exclude(state=ItemState.CANCELLED).values_list("photo_id", "order_id")
    by_photo: dict[int, list[Order]] = {}
    for photo_id, order_id in kept:
        by_photo.setdefault(photo_id, []).append(orders[order_id])
    facts = gallery.photos(ids=photo_ids)
    found: dict[int, Held] = {}
    for photo_id in photo_ids:
        state = facts[photo_id].state if photo_id in facts else ""
        why = _why(quota, by_photo.get(photo_id, ()), state)
        # Taken or bought while the gallery was one of final edits.
        was_free = photo_id in quota.free and photo_id not in by_photo
        if why is not None and not was_free:
            found[photo_id] = why
    return found


def _why(quota: Quota, orders: Sequence[Order], state: str) -> Held | None:
    if not orders:
        return _unchosen(quota)
    if any(order.is_settled for order in orders):
        return None if state == FINAL else Held(reason=_("The studio is finishing this photo."))
    order = orders[-1]
    return Held(
        reason=_("Your finished photos can be downloaded as soon as your choice is paid."),
        price=money(order.due, order.currency),
        url=reverse("commerce_site:pay", args=[order.public_id]),
    )


def _unchosen(quota: Quota) -> Held:
    if sent(quota.terms.pk) is not None:
        return Held(reason=_("This photo is not part of the choice that was sent."))
    return Held(
        reason=_("Choose your photos and send your choice. The studio finishes those."),
        url=reverse("commerce_site:choice", args=[quota.terms.gallery.public_id]),
    )
