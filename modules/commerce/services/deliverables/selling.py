"""What extras of a gallery cost its client now, for pages, banner and API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from modules.commerce.models import DeliverableTerms
from modules.commerce.money.allocation import percent_of
from modules.commerce.services.deliverables import extras
from modules.commerce.services.deliverables.counting import Quota
from modules.gallery.facts import PhotoFacts


@dataclass(frozen=True, kw_only=True)
class Sale:
    """Prices in minor units. ``extra``: one more photo, None where only all are sold together.

    ``beyond`` photos of those that are ``left_over`` are not included; together they cost ``all``
    instead of ``instead_of`` (0 where they are not sold, or nothing is taken off).
    """

    quota: Quota
    left_over: Sequence[PhotoFacts]
    beyond: int
    extra: int | None
    all: int
    instead_of: int

    @property
    def sells(self) -> bool:
        return bool(self.beyond and (self.extra or self.all))


def sale_of(quota: Quota) -> Sale:
    """One query for the gallery's photos."""
    terms = quota.terms
    left_over = extras.remaining({terms.gallery_id: quota})[terms.gallery_id]
    beyond = extras.beyond(quota, left_over)
    final = terms.mode == DeliverableTerms.Mode.FINAL_EDITS
    if not terms.upsell or not final or not beyond:
        return Sale(
            quota=quota, left_over=left_over, beyond=beyond, extra=None, all=0, instead_of=0
        )
    each = (terms.extra_price or 0) * beyond
    cost = each
    if terms.flat_price:
        cost = terms.flat_price
    elif terms.all_discount:
        cost = each - percent_of(each, Decimal(terms.all_discount))
    return Sale(
        quota=quota, left_over=left_over, beyond=beyond, extra=terms.extra_price, all=cost,
        instead_of=each if each > cost else 0,
    )  # fmt: skip
