"""What clients pay for the ways of labs, from what labs have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from modules.commerce.facade import round_half_up
from modules.commerce.hooks import Sending, Wanted
from modules.labs.models import LabQuote, LabWay
from modules.labs.services.quoting import baskets

# A price that was named holds for this long, whether the lab answers again or not.
GOOD = timedelta(hours=24)


def known(
    parcels: Mapping[int, Sequence[Wanted]], *, country: str, currency: str
) -> dict[int, Sending]:
    """By the id of the shipping profile, the studio's mark-up included. Asks nobody."""
    found = baskets.of(parcels, country=country, currency=currency)
    if not found:
        return {}
    wanted = Q()
    for basket in found.values():
        wanted |= Q(connection=basket.connection, digest=basket.digest)
    quotes = LabQuote.objects.filter(wanted, quoted_at__gt=timezone.now() - GOOD)
    said = {
        (quote.connection_id, quote.digest, way["method"]): way
        for quote in quotes
        for way in quote.ways
    }
    prices = {}
    for profile, basket in found.items():
        way = said.get((basket.connection.pk, basket.digest, basket.way.method))
        if way is not None:
            least, most = way.get("days") or (0, 0)
            prices[profile] = Sending(
                amount=with_markup(way["shipping"]["amount"], basket.way),
                days=(least, most) if most else None,
            )
    return prices


def with_markup(amount: int, way: LabWay) -> int:
    """Percent first, then the fixed part; rounded once, halves up."""
    percent = Decimal(way.markup_percent)
    hundredths = int(percent * 100)
    return round_half_up(amount * (10_000 + hundredths), 10_000) + way.markup_fixed
