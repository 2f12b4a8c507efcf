"""What an order has to be at least: the studio's own word, and that of each gallery in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.commerce.models import OrderingTerms
from modules.commerce.services.quoting.quote import QuotedLine
from modules.commerce.settings import CommerceSettings


@dataclass(frozen=True, kw_only=True)
class Terms:
    """``minimum_order`` in whole units of the currency, before shipping."""

    minimum_order: int
    refuse_zero_orders: bool


def of(lines: Sequence[QuotedLine], settings: CommerceSettings) -> Terms:
    """The strictest of them: an order over several galleries has to please all."""
    ids = {line.item.gallery_id for line in lines if line.item.gallery_id and not line.problem}
    asked = OrderingTerms.objects.filter(gallery__in=ids)
    found = list(asked.values_list("minimum_order", "refuse_zero_orders"))
    return Terms(
        minimum_order=max([settings.minimum_order, *(least for least, _zero in found)]),
        refuse_zero_orders=settings.refuse_zero_orders or any(zero for _least, zero in found),
    )
