"""What other modules learn of a gallery's deliverables: plain values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from modules.commerce.models import Choosing, Deliverables, DeliverableTerms
from modules.commerce.services.deliverables import counting


@dataclass(frozen=True, kw_only=True)
class DeliverablesFacts:
    """``included`` None: all of them. ``taken`` included ones were downloaded, or chosen and sent.

    ``extras`` were sold besides. ``is_chosen``: a choice was sent and is not open again.
    """

    mode: str
    included: int | None
    upsell: bool
    taken: int
    extras: int
    is_chosen: bool

    @property
    def is_proofing(self) -> bool:
        return self.mode == DeliverableTerms.Mode.SOFT_PROOFING


def deliverables_of(gallery_ids: Collection[int]) -> dict[int, DeliverablesFacts]:
    """By gallery id, where there are terms; a fixed number of queries."""
    quotas = counting.quotas(gallery_ids)
    if not quotas:
        return {}
    chosen = _chosen([quota.terms for quota in quotas.values()])
    return {
        place: DeliverablesFacts(
            mode=quota.terms.mode,
            included=quota.terms.included,
            upsell=quota.terms.upsell,
            taken=quota.count + chosen.get(quota.terms.pk, (0, False))[0],
            extras=len(quota.bought),
            is_chosen=chosen.get(quota.terms.pk, (0, False))[1],
        )
        for place, quota in quotas.items()
    }


def _chosen(terms: Collection[Deliverables]) -> dict[int, tuple[int, bool]]:
    """Of each, how many included photos its newest choice has, and whether it stands."""
    rounds = Choosing.objects.filter(deliverables__in=terms, submitted_at__isnull=False)
    counted = rounds.annotate(free=Count("photos", filter=Q(photos__is_extra=False)))
    return {
        row.deliverables_id: (row.free, row.reopened_at is None)
        for row in counted.order_by("version")
    }
