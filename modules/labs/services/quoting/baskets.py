"""Parcels of a cart as questions to labs: what is asked once is found again by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from modules.commerce.hooks import Wanted
from modules.labs.contract import Piece
from modules.labs.models import LabConnection, LabWay
from modules.labs.services.quoting import rows


@dataclass(frozen=True)
class Basket:
    """What one lab would send to a country by one of its ways."""

    way: LabWay
    pieces: tuple[Piece, ...]
    country: str
    currency: str

    @property
    def connection(self) -> LabConnection:
        return self.way.connection

    @property
    def digest(self) -> str:
        """The same for all ways of the lab: it names the price of each."""
        pieces = [[each.sku, each.copies, sorted(each.attributes.items())] for each in self.pieces]
        asked = json.dumps([sorted(pieces), self.country, self.currency])
        return hashlib.sha256(asked.encode()).hexdigest()


def ways_of(parcels: Iterable[int]) -> dict[int, LabWay]:
    """By the id of the shipping profile; those of labs that are still connected."""
    ways = LabWay.objects.filter(profile__in=parcels, connection__disconnected_at=None)
    return {way.profile_id: way for way in ways.select_related("connection")}


def of(
    parcels: Mapping[int, Sequence[Wanted]], *, country: str, currency: str,
    ways: Mapping[int, LabWay] | None = None,
) -> dict[int, Basket]:  # fmt: skip
    """By the id of the shipping profile; those of which every piece names a product of its lab.

    ``ways``: what ``ways_of`` found, where that is known.
    """
    found = ways_of(parcels) if ways is None else ways
    products = rows.of({each for profile in found for each in parcels[profile]})
    baskets = {}
    for profile, way in found.items():
        asked = [(each, products.get(each)) for each in parcels[profile]]
        pieces = [
            product.piece(each)
            for each, product in asked
            if product and product.of and product.connection.pk == way.connection_id
        ]
        if pieces and len(pieces) == len(asked):
            baskets[profile] = Basket(way, tuple(pieces), country, currency)
    return baskets
