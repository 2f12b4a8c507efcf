"""How many of a gallery's photos were taken as included ones, and which were bought.

Both belong to the gallery, not to one of its clients: whoever of them took or paid for a photo, it
is free for all of them from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from modules.commerce.models import (
    Deliverables,
    IncludedPhoto,
    ItemState,
    OrderItem,
    PaymentState,
    Refund,
    Validation,
)

_SETTLED = (PaymentState.NOT_DUE, PaymentState.PAID, PaymentState.PARTIALLY_REFUNDED)
_CHECKED = (Validation.NOT_REQUIRED, Validation.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Quota:
    """``taken`` photos count as included; ``count`` of them were taken, those deleted since too.

    ``bought`` ones were paid for as extras.
    """

    terms: Deliverables
    taken: frozenset[int]
    count: int
    bought: frozenset[int]

    @property
    def left(self) -> int | None:
        """How many may still be taken for nothing; None for all."""
        included = self.terms.included
        return None if included is None else max(0, included - self.count)

    @property
    def free(self) -> frozenset[int]:
        """What anybody may fetch again for nothing."""
        return self.taken | self.bought


def quota_of(*, gallery_id: int) -> Quota | None:
    """None for a gallery that says nothing of deliverables."""
    return quotas([gallery_id]).get(gallery_id)


def quotas(gallery_ids: Collection[int]) -> dict[int, Quota]:
    """By gallery id, where there are terms; three queries, one where there are none."""
    rows = Deliverables.objects.filter(gallery__in=gallery_ids)
    terms = {
        row.gallery_id: row for row in rows.select_related("gallery", "price_list", "whole_list")
    }
    if not terms:
        return {}
    taken: dict[int, list[int | None]] = defaultdict(list)
    included = IncludedPhoto.objects.filter(deliverables__in=terms.values())
    for pk, photo_id in included.values_list("deliverables", "photo"):
        taken[pk].append(photo_id)
    bought = _bought(terms)
    return {
        gallery_id: Quota(
            terms=row,
            taken=frozenset(each for each in taken[row.pk] if each is not None),
            count=len(taken[row.pk]),
            bought=frozenset(bought.get(gallery_id, ())),
        )
        for gallery_id, row in terms.items()
    }


def sold_items(terms: Mapping[int, Deliverables]) -> QuerySet[OrderItem]:
    """Extras of these galleries that somebody paid for, or that were delivered before."""
    lists = {row.price_list_id for row in terms.values()} | {
        row.whole_list_id for row in terms.values()
    }
    paid = Q(order__payment__in=_SETTLED, order__validation__in=_CHECKED)
    rows: QuerySet[OrderItem] = OrderItem.objects.filter(
        paid | Q(state=ItemState.DELIVERED),
        gallery__in=terms.keys(),
        line__price_list__in=lists - {None},
        order__life="open",
    )
    return rows.exclude(state=ItemState.CANCELLED).exclude(
        order__payment=PaymentState.REFUNDED
    )  # fmt: skip


def _bought(terms: Mapping[int, Deliverables]) -> dict[int, set[int]]:
    """Photo ids by gallery; a line whose money went back in full gives nothing any more."""
    if not any(row.price_list_id or row.whole_list_id for row in terms.values()):
        return {}
    back = Sum(
        "line__refunds__amount", filter=Q(line__refunds__refund__state=Refund.State.SUCCEEDED)
    )
    found: dict[int, set[int]] = defaultdict(set)
    items = sold_items(terms).annotate(given_back=Coalesce(back, 0)).select_related("line__order")
    for item in items:
        given_back: int = item.given_back
        returned = given_back > 0 and given_back >= item.line.gross
        if item.photo_id is not None and item.gallery_id is not None and not returned:
            found[item.gallery_id].add(item.photo_id)
    return found
