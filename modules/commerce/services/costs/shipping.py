"""How goods can reach a country, and what their parcels cost (``models/shipping.py``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from modules.commerce.models import (
    PriceList,
    PriceRow,
    ShippingPrice,
    ShippingProfile,
    ShippingTier,
    Territory,
)

# Files travel by themselves, whatever else a list says.
_OF_FILES = (PriceList.Kind.DOWNLOAD, PriceList.Kind.GALLERY)


@dataclass(frozen=True)
class Goods:
    """A line of a cart. ``chosen``: the profile that the client chose (its id), if any."""

    key: Hashable
    row: PriceRow
    chosen: int | None = None


@dataclass(frozen=True)
class Offered:
    """One way for these goods to travel, and what a parcel of nothing else would cost."""

    profile: ShippingProfile
    tier: ShippingTier | None
    amount: int


@dataclass(frozen=True)
class Packed:
    """A parcel: what travels by one profile. ``amount`` is that of its highest tier, once."""

    profile: ShippingProfile
    tier: ShippingTier | None
    amount: int
    keys: tuple[Hashable, ...]


Methods = Mapping[Hashable, tuple[Offered, ...] | None]


def methods(goods: Iterable[Goods], *, country: str) -> Methods:
    """The ways that each line can travel to the country, in the studio's order.

    None for what needs no shipping (files, and lists without profiles); an empty tuple for what
    cannot be sent there. Without a country only Default prices hold. Five queries.
    """
    goods = list(goods)
    offered = _profiles({each.row.price_list_id for each in goods})
    tiers = {tier.pk: tier for tier in ShippingTier.objects.all()}
    prices = _Prices(country)
    return {each.key: _ways(each.row, offered, tiers, prices) for each in goods}


def pack(goods: Sequence[Goods], *, found: Methods) -> list[Packed]:
    """Put goods that travel by the same profile in one parcel, parcels in the studio's order.

    A line goes by the profile chosen for it; by its first where none was, or where that one is no
    longer offered. Lines that need no shipping or cannot be sent are in no parcel.
    """
    groups: dict[int, list[tuple[Hashable, Offered]]] = defaultdict(list)
    for each in goods:
        way = chosen(each, found)
        if way is not None:
            groups[way.profile.pk].append((each.key, way))
    parcels = [_parcel(members) for members in groups.values()]
    return sorted(parcels, key=lambda parcel: (parcel.profile.position, parcel.profile.pk))


def chosen(goods: Goods, found: Methods) -> Offered | None:
    """The way that this line will travel."""
    ways = found.get(goods.key) or ()
    wanted = [way for way in ways if way.profile.pk == goods.chosen]
    return next(iter([*wanted, *ways]), None)


def _parcel(members: Sequence[tuple[Hashable, Offered]]) -> Packed:
    ways = [way for _key, way in members]
    highest = max(ways, key=lambda way: way.tier.priority if way.tier else -1)
    keys = tuple(key for key, _way in members)
    return Packed(highest.profile, highest.tier, highest.amount, keys)


def _profiles(list_ids: Iterable[int]) -> dict[int, list[ShippingProfile] | None]:
    """Profiles that are offered by each list; None where it has none at all."""
    lists = PriceList.objects.filter(pk__in=set(list_ids)).prefetch_related("shipping_profiles")
    found: dict[int, list[ShippingProfile] | None] = {}
    for each in lists:
        profiles = list(each.shipping_profiles.all())
        ships = profiles and each.kind not in _OF_FILES
        found[each.pk] = [p for p in profiles if p.withdrawn_at is None] if ships else None
    return found


def _ways(
    row: PriceRow,
    offered: Mapping[int, list[ShippingProfile] | None],
    tiers: Mapping[int, ShippingTier],
    prices: _Prices,
) -> tuple[Offered, ...] | None:
    profiles = offered[row.price_list_id]
    if profiles is None:
        return None
    tier = _tier(row, tiers)
    ways = []
    for profile in profiles:
        amount = prices.of(profile, tier)
        if amount is not None:
            ways.append(Offered(profile, tier, amount))
    return tuple(ways)


def _tier(row: PriceRow, tiers: Mapping[int, ShippingTier]) -> ShippingTier | None:
    """The row's tier, else its list's, else the lowest there is."""
    named = tiers.get(row.shipping_tier_id or row.price_list.shipping_tier_id or 0)
    return named or min(tiers.values(), key=lambda tier: tier.priority, default=None)


class _Prices:
    """What each profile asks for a tier to one country."""

    def __init__(self, country: str) -> None:
        here = [
            territory.pk
            for territory in Territory.objects.all()
            if country and country in territory.countries
        ]
        self._found: dict[tuple[int, int], int] = {}
        usual = ShippingPrice.objects.filter(territory=None)
        own = ShippingPrice.objects.filter(territory__in=here)
        for price in [*usual, *own]:  # The country's own stands instead of Default.
            self._found[price.profile_id, price.tier_id] = price.amount

    def of(self, profile: ShippingProfile, tier: ShippingTier | None) -> int | None:
        """None where it is not offered; picking up costs nothing where no price says otherwise."""
        free = 0 if profile.kind == ShippingProfile.Kind.PICK_UP else None
        return self._found.get((profile.pk, tier.pk), free) if tier is not None else free
