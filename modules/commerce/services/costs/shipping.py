"""How goods can reach a country, and what their parcels cost (``models/shipping.py``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from modules.commerce.hooks import Sending, Wanted
from modules.commerce.models import (
    PriceList,
    PriceRow,
    ShippingPrice,
    ShippingProfile,
    ShippingTier,
    Territory,
)
from modules.commerce.services.costs import lab_shipping

# Files travel by themselves, whatever else a list says.
_OF_FILES = (PriceList.Kind.DOWNLOAD, PriceList.Kind.GALLERY)


@dataclass(frozen=True)
class Goods:
    """A line of a cart. ``chosen``: the profile that the client chose (its id), if any.

    ``choices``: public ids of what was chosen with the row.
    """

    key: Hashable
    row: PriceRow
    chosen: int | None = None
    choices: tuple[str, ...] = ()
    copies: int = 1

    @property
    def wanted(self) -> Wanted:
        return Wanted(row_id=self.row.pk, choices=self.choices, copies=self.copies)


@dataclass(frozen=True)
class Offered:
    """One way for these goods to travel, and what a parcel of nothing else would cost.

    Where a lab sends it, what a parcel of everything would cost that can go this way; ``days`` as
    it says.
    """

    profile: ShippingProfile
    tier: ShippingTier | None
    amount: int
    days: tuple[int, int] | None = None


@dataclass(frozen=True)
class Packed:
    """A parcel: what travels by one profile. ``amount`` is that of its highest tier, once."""

    profile: ShippingProfile
    tier: ShippingTier | None
    amount: int
    keys: tuple[Hashable, ...]
    days: tuple[int, int] | None = None


Methods = Mapping[Hashable, tuple[Offered, ...] | None]


def methods(goods: Iterable[Goods], *, country: str, currency: str = "") -> Methods:
    """The ways that each line can travel to the country, in the studio's order.

    None for what needs no shipping (files, and lists without profiles); an empty tuple for what
    cannot be sent there. Without a country only Default prices hold. Five queries, and those of
    modules that know labs where a lab sends something.
    """
    goods = list(goods)
    offered = _profiles({each.row.price_list_id for each in goods})
    tiers = {tier.pk: tier for tier in ShippingTier.objects.all()}
    prices = _Prices(country)
    by_lab = lab_shipping.of(goods, offered, country=country, currency=currency)
    return {each.key: _ways(each, offered, tiers, prices, by_lab) for each in goods}


def pack(
    goods: Sequence[Goods], *, found: Methods, country: str = "", currency: str = ""
) -> list[Packed]:
    """Put goods that travel by the same profile in one parcel, parcels in the studio's order.

    A line goes by the profile chosen for it; by its first where none was, or where that one is no
    longer offered. Lines that need no shipping or cannot be sent are in no parcel.
    """
    parcels = [_parcel(members) for members in _groups(goods, found).values()]
    asked = {each.key: each.wanted for each in goods}
    known = lab_shipping.of_parcels(parcels, asked, country=country, currency=currency)
    parcels = [_as_said(each, known.get(each.profile.pk)) for each in parcels]
    return sorted(parcels, key=lambda parcel: (parcel.profile.position, parcel.profile.pk))


def _as_said(parcel: Packed, said: Sending | None) -> Packed:
    if said is None:
        return parcel
    amount = parcel.amount if said.amount is None else said.amount
    return replace(parcel, amount=amount, days=said.days)


def awaits_labs(goods: Sequence[Goods], *, found: Methods, country: str) -> set[Hashable]:
    """Lines without a way whose lab would send them there, but has not said at what price."""
    lost = [each for each in goods if found.get(each.key) == ()]
    offered = _profiles({each.row.price_list_id for each in lost})
    reached = lab_shipping.reached(lost, offered, country=country)
    return {each.key for each in lost if each.wanted in reached}


def ask_labs(goods: Sequence[Goods], *, country: str, currency: str) -> None:
    """Let labs say what these would cost, so that ``methods`` and ``pack`` know it.

    Asks over the network: never inside a transaction.
    """
    offered = _profiles({each.row.price_list_id for each in goods})
    if not lab_shipping.ask(goods, offered, country=country, currency=currency):
        return
    # Lines that go different ways are parcels of their own.
    found = methods(goods, country=country, currency=currency)
    parcels = [_parcel(members) for members in _groups(goods, found).values()]
    asked = {each.key: each.wanted for each in goods}
    lab_shipping.ask_of_parcels(parcels, asked, country=country, currency=currency)


def _groups(goods: Sequence[Goods], found: Methods) -> dict[int, list[tuple[Hashable, Offered]]]:
    groups: dict[int, list[tuple[Hashable, Offered]]] = defaultdict(list)
    for each in goods:
        way = chosen(each, found)
        if way is not None:
            groups[way.profile.pk].append((each.key, way))
    return groups


def chosen(goods: Goods, found: Methods) -> Offered | None:
    """The way that this line will travel."""
    ways = found.get(goods.key) or ()
    wanted = [way for way in ways if way.profile.pk == goods.chosen]
    return next(iter([*wanted, *ways]), None)


def _parcel(members: Sequence[tuple[Hashable, Offered]]) -> Packed:
    ways = [way for _key, way in members]
    highest = max(ways, key=lambda way: way.tier.priority if way.tier else -1)
    keys = tuple(key for key, _way in members)
    return Packed(highest.profile, highest.tier, highest.amount, keys, highest.days)


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
    each: Goods,
    offered: Mapping[int, list[ShippingProfile] | None],
    tiers: Mapping[int, ShippingTier],
    prices: _Prices,
    by_lab: lab_shipping.Known,
) -> tuple[Offered, ...] | None:
    profiles = offered[each.row.price_list_id]
    if profiles is None:
        return None
    tier = _tier(each.row, tiers)
    ways = []
    for profile in profiles:
        sent = by_lab.sending(profile, each.wanted, otherwise=prices.of(profile, tier))
        if sent is not None:
            ways.append(Offered(profile, tier, sent.amount or 0, sent.days))
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
