"""What labs ask for sending, as far as they have said (``hooks.shipping_of_labs``).

A lab is asked once for all that it could send, which gives the price of each of its ways; and once
more for each parcel where the client splits its goods over several ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from modules.commerce import hooks
from modules.commerce.hooks import Made, Sending, Wanted
from modules.commerce.models import PriceRow, ShippingProfile

Profiles = Mapping[int, list[ShippingProfile] | None]


class Piece(Protocol):
    """A line of a cart, as shipping sees it."""

    @property
    def row(self) -> PriceRow: ...

    @property
    def chosen(self) -> int | None: ...

    @property
    def wanted(self) -> Wanted: ...


class Group(Protocol):
    """A parcel: which profile, and the keys of its lines."""

    @property
    def profile(self) -> ShippingProfile: ...

    @property
    def keys(self) -> tuple[Hashable, ...]: ...


@dataclass(frozen=True)
class Known:
    """``sendings`` by the profile's id, for all that could go that way."""

    country: str = ""
    sendings: Mapping[int, Sending] = field(default_factory=dict)
    made: Mapping[Wanted, Made] = field(default_factory=dict)

    def sending(
        self, profile: ShippingProfile, wanted: Wanted, *, otherwise: int | None
    ) -> Sending | None:
        """None where it cannot go that way. ``otherwise``: the profile's own price, which holds
        for whatever the studio sends, and while a lab is away.
        """
        usual = None if otherwise is None else Sending(amount=otherwise)
        if profile.kind != ShippingProfile.Kind.LAB:
            return usual
        if not self.reaches(wanted):
            return None
        said = self.sendings.get(profile.pk)
        if said is None or said.amount is not None:
            return said or usual
        return None if otherwise is None else Sending(amount=otherwise, days=said.days)

    def reaches(self, wanted: Wanted) -> bool:
        """Whether its lab makes it and sends it there."""
        made = self.made.get(wanted)
        if made is None:
            return False
        return not self.country or made.ships_to is None or self.country in made.ships_to


def of(goods: Sequence[Piece], offered: Profiles, *, country: str, currency: str) -> Known:
    parcels = _everything(goods, offered)
    if not parcels:
        return Known()
    wanted = sorted({each for pieces in parcels.values() for each in pieces}, key=_order)
    return Known(
        country,
        hooks.known_shipping(parcels=parcels, country=country, currency=currency),
        hooks.how_made(wanted=wanted),
    )


def reached(goods: Sequence[Piece], offered: Profiles, *, country: str) -> set[Wanted]:
    """Which of these a lab would send to the country, whatever it costs."""
    wanted = {each for pieces in _everything(goods, offered).values() for each in pieces}
    if not wanted:
        return set()
    known = Known(country, {}, hooks.how_made(wanted=sorted(wanted, key=_order)))
    return {each for each in wanted if known.reaches(each)}


def of_parcels(
    groups: Iterable[Group], asked: Mapping[Hashable, Wanted], *, country: str, currency: str
) -> dict[int, Sending]:
    """The price of each of these parcels that a lab has named, by the profile's id."""
    parcels = _parcels(groups, asked)
    if not parcels:
        return {}
    return hooks.known_shipping(parcels=parcels, country=country, currency=currency)


def ask(goods: Sequence[Piece], offered: Profiles, *, country: str, currency: str) -> bool:
    """Ask for everything by each way; whether there is more than one way to choose."""
    parcels = _everything(goods, offered)
    if not parcels or not country:
        return False
    hooks.ask_for_shipping(parcels=parcels, country=country, currency=currency)
    return len(parcels) > 1


def ask_of_parcels(
    groups: Iterable[Group], asked: Mapping[Hashable, Wanted], *, country: str, currency: str
) -> None:
    """Ask for what really goes by each way."""
    parcels = _parcels(groups, asked)
    hooks.ask_for_shipping(parcels=parcels, country=country, currency=currency)


def _parcels(
    groups: Iterable[Group], asked: Mapping[Hashable, Wanted]
) -> dict[int, list[Wanted]]:  # fmt: skip
    return {
        group.profile.pk: sorted((asked[key] for key in group.keys), key=_order)
        for group in groups
        if group.profile.kind == ShippingProfile.Kind.LAB
    }


def _everything(goods: Sequence[Piece], offered: Profiles) -> dict[int, list[Wanted]]:
    """All that could go by each lab's way, by the profile's id."""
    found: dict[int, list[Wanted]] = defaultdict(list)
    for each in goods:
        for profile in offered[each.row.price_list_id] or ():
            if profile.kind == ShippingProfile.Kind.LAB:
                found[profile.pk].append(each.wanted)
    return {pk: sorted(pieces, key=_order) for pk, pieces in found.items()}


def _order(wanted: Wanted) -> tuple[int, tuple[str, ...], int]:
    """The same goods are the same question, in whatever order they were put in the cart."""
    return wanted.row_id, wanted.choices, wanted.copies
