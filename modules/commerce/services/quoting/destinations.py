"""Where the things of a cart go, and what of an address has to be known for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from modules.commerce.models import Cart, CartItem, ShippingProfile, TaxProfile, TaxRate
from modules.commerce.money.basket import Exemption
from modules.commerce.services import address_book
from modules.commerce.services.costs import taxes
from modules.commerce.settings import CommerceSettings
from safelight.accounts.models import Person

Kind = ShippingProfile.Kind

# (country, region)
Place = tuple[str, str]


@dataclass(frozen=True)
class Destinations:
    """``shipping`` and ``billing`` as written so far; either may be empty or half written."""

    home: Place
    shipping: Mapping[str, str] = field(default_factory=dict)
    billing: Mapping[str, str] = field(default_factory=dict)
    # Whether businesses in other countries of the European Union are not charged its VAT.
    reverse_charge: bool = False

    @property
    def country(self) -> str:
        """Where parcels go; empty while it is not known."""
        return self.shipping.get("country", "")

    @property
    def has_other_billing(self) -> bool:
        """Whether the invoice goes elsewhere than the goods."""
        return bool(self.billing.get("other"))

    @property
    def buyer(self) -> Mapping[str, str]:
        """The address of who buys: where the invoice goes, or else the goods."""
        return self.billing if self.billing.get("country") else self.shipping

    def of_goods(self, kind: str | None) -> Place:
        """Where the tax of goods is due. ``kind`` None: nothing that travels.

        What is picked up is sold at home, and what is not known yet as if it were.
        """
        if kind == Kind.PICK_UP:
            return self.home
        if kind in (Kind.SHIP, Kind.LAB):
            return _place(self.shipping) or self.home
        return _place(self.buyer) or self.home

    @property
    def spares_businesses(self) -> bool:
        """Whether a VAT number of the buyer's country would change what things cost."""
        country = self.buyer.get("country", "")
        both = taxes.member_state(country) and taxes.member_state(self.home[0])
        return self.reverse_charge and both and country != self.home[0]

    def exempt(self, kind: str | None) -> Exemption:
        """Why goods that go there are not charged the tax that holds there."""
        place, buyer = self.of_goods(kind)[0], self.buyer
        abroad = taxes.member_state(place) and place != self.home[0]
        if not (self.reverse_charge and abroad) or not taxes.is_business_elsewhere(
            buyer.get("vat_number", ""), country=buyer.get("country", ""), home=self.home[0]
        ):
            return ""
        return "intra_community" if kind in (Kind.SHIP, Kind.LAB) else "reverse_charge"


def of_cart(cart: Cart, *, person: Person | None, settings: CommerceSettings) -> Destinations:
    """What the cart has been told; a person who has told nothing yet lives where they last did."""
    shipping, billing = cart.shipping_address, cart.billing_address
    if person is not None and not shipping and not billing:
        last = next(iter(address_book.kept(person)), None)
        shipping = address_book.as_written(last) if last else {}
    home = settings.home_country, settings.home_region
    return Destinations(home, shipping, billing, settings.reverse_charge)


def tax_profiles(items: Collection[CartItem]) -> set[int | None]:
    return {item.row.price_list.tax_profile_id for item in items if item.row is not None}


def is_taxed(profiles: Collection[int | None]) -> bool:
    """Whether any rate of these profiles depends on where things go."""
    return bool(profiles) and _rates(profiles).exists()


def regions_matter(profiles: Collection[int | None], country: str) -> bool:
    return bool(profiles) and _rates(profiles).filter(country=country).exclude(region="").exists()


def _rates(profiles: Collection[int | None]) -> QuerySet[TaxRate]:
    named = {profile for profile in profiles if profile is not None}
    if None in profiles:
        named |= set(TaxProfile.objects.filter(is_usual=True).values_list("pk", flat=True))
    return TaxRate.objects.filter(profile__in=named)


def _place(address: Mapping[str, str]) -> Place | None:
    country = address.get("country", "")
    return (country, address.get("region", "")) if country else None
