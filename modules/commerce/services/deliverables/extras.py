"""Extras in a cart: whether each can be bought now, and what all of them together cost less.

Nobody pays for what is included: while included photos are left, extras are sold only to somebody
who buys all that goes beyond them. Nothing is asked of the database for a cart without extras.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from modules.commerce.models import CartItem, Deliverables, DeliverableTerms, PriceList
from modules.commerce.money.basket import Step
from modules.commerce.services.deliverables import counting
from modules.commerce.services.deliverables.counting import Quota
from modules.gallery import facade as gallery
from modules.gallery.facts import PhotoFacts


class Extras:
    """The lines of a cart that are sold by managed lists, with their galleries as they are now."""

    def __init__(self, items: Sequence[CartItem], lists: Mapping[int, PriceList]) -> None:
        """``lists`` are those of the rows, by the id of the row."""
        managed = {row_id for row_id, each in lists.items() if each.is_managed}
        self.items = [item for item in items if item.row_id in managed]
        self.lists = lists

    @cached_property
    def quotas(self) -> dict[int, Quota]:
        ids = {item.gallery_id for item in self.items if item.gallery_id}
        return counting.quotas(ids) if ids else {}

    @cached_property
    def singles(self) -> Counter[int]:
        """How many photos of each gallery are bought one by one."""
        return Counter(item.gallery_id for item in self.items if item.gallery_id and item.photo_id)

    @cached_property
    def wholes(self) -> frozenset[int]:
        return frozenset(
            item.gallery_id for item in self.items if item.gallery_id and not item.photo_id
        )

    @cached_property
    def left_over(self) -> dict[int, list[PhotoFacts]]:
        """Of each gallery the photos that nobody took or bought yet."""
        return remaining(self.quotas)

    def against(self, item: CartItem) -> str:
        """The sentence why this extra cannot be bought now; empty where it can."""
        place = item.gallery_id or 0
        quota, price_list = self.quotas.get(place), self.lists[item.row_id or 0]
        if quota is None or not sells(quota.terms, price_list):
            return _("This is not sold here any more.")
        if not self.left_over[place] or item.photo_id in quota.free:
            return _("You can download it for nothing.")
        if item.photo_id is None:
            return ""
        if place in self.wholes:
            return _("It is part of what you buy with the whole gallery.")
        more = beyond(quota, self.left_over[place])
        if quota.left and not 0 < more <= self.singles[place]:
            return _("It is one of the photos that are included: download it for nothing.")
        return ""

    def steps(self) -> tuple[Step, ...]:
        """What comes off where all that is not included is bought together."""
        lists = {self.lists[item.row_id or 0].pk: item.gallery_id for item in self.items}
        return tuple(
            Step(list_id, max(1, beyond(quota, self.left_over[place])), Decimal(off))
            for list_id, place in lists.items()
            if place is not None
            and (quota := self.quotas.get(place)) is not None
            and (off := quota.terms.all_discount) is not None
            and quota.terms.price_list_id == list_id
        )


def of(items: Sequence[CartItem]) -> Extras:
    """Of lines that have their rows and lists with them."""
    return Extras(items, {item.row.pk: item.row.price_list for item in items if item.row})


def sells(terms: Deliverables, price_list: PriceList) -> bool:
    """Whether these terms sell by this list now, one by one or all of them."""
    if terms.mode != DeliverableTerms.Mode.FINAL_EDITS or not terms.upsell:
        return False
    return price_list.pk in (terms.price_list_id, terms.whole_list_id)


def remaining(quotas: Mapping[int, Quota]) -> dict[int, list[PhotoFacts]]:
    """The ready photos of each gallery that are not free again for its clients."""
    found = gallery.contents(ids=quotas.keys()) if quotas else {}
    return {
        place: [photo for photo in photos if photo.id not in quotas[place].free]
        for place, photos in found.items()
    }


def beyond(quota: Quota, left_over: Collection[PhotoFacts]) -> int:
    """How many of what is left over go beyond the included ones."""
    return max(0, len(left_over) - (quota.left if quota.left is not None else len(left_over)))
