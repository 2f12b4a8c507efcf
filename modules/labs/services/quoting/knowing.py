"""What clients pay for the ways of labs, from what labs have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from modules.commerce.facade import round_half_up
from modules.commerce.hooks import Sending, Wanted
from modules.labs.models import LabQuote, LabWay
from modules.labs.services.quoting import baskets
from modules.labs.services.quoting.baskets import Basket

# A price that was named holds for this long, whether the lab answers again or not.
GOOD = timedelta(hours=24)


def known(
    parcels: Mapping[int, Sequence[Wanted]], *, country: str, currency: str
) -> dict[int, Sending]:
    """By the id of the shipping profile, the studio's mark-up included. Asks nobody.

    Without a price of the lab the studio's own days are known nevertheless.
    """
    ways = baskets.ways_of(parcels)
    sendings = {
        profile: Sending(amount=None, days=way.days) for profile, way in ways.items() if way.days
    }
    found = baskets.of(parcels, country=country, currency=currency, ways=ways) if ways else {}
    for profile, way in _said(found, since=timezone.now() - GOOD).items():
        amount = with_markup(way["shipping"]["amount"], ways[profile])
        sendings[profile] = Sending(amount=amount, days=_days(way) or ways[profile].days)
    return sendings


def days(
    parcels: Mapping[int, Sequence[Wanted]], *, country: str, currency: str
) -> dict[int, tuple[int, int]]:
    """The same without prices, for what was bought: however old the lab's word is."""
    ways = baskets.ways_of(parcels)
    found = baskets.of(parcels, country=country, currency=currency, ways=ways) if ways else {}
    said = {profile: _days(way) for profile, way in _said(found).items()}
    known = {profile: said.get(profile) or way.days for profile, way in ways.items()}
    return {profile: each for profile, each in known.items() if each}


def _said(
    found: Mapping[int, Basket], *, since: datetime | None = None
) -> dict[int, Mapping[str, Any]]:
    """What labs have said of these baskets by the ways that were chosen."""
    wanted = Q()
    for basket in found.values():
        wanted |= Q(connection=basket.connection, digest=basket.digest)
    quotes = LabQuote.objects.filter(wanted) if found else LabQuote.objects.none()
    if since is not None:
        quotes = quotes.filter(quoted_at__gt=since)
    said = {
        (quote.connection_id, quote.digest, way["method"]): way
        for quote in quotes
        for way in quote.ways
    }
    asked = {
        profile: (basket.connection.pk, basket.digest, basket.way.method)
        for profile, basket in found.items()
    }
    return {profile: said[key] for profile, key in asked.items() if key in said}


def _days(way: Mapping[str, Any]) -> tuple[int, int] | None:
    least, most = way.get("days") or (0, 0)
    return (least, most) if most else None


def with_markup(amount: int, way: LabWay) -> int:
    """Percent first, then the fixed part; rounded once, halves up."""
    percent = Decimal(way.markup_percent)
    hundredths = int(percent * 100)
    return round_half_up(amount * (10_000 + hundredths), 10_000) + way.markup_fixed
