"""What the demonstration's studios sell: everybody can buy from the portfolio and in the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from modules.commerce.models import PriceList
from modules.commerce.money.currencies import exponent
from modules.commerce.services.costs.shipping_rules import profiles, tiers
from modules.commerce.services.paying import connecting
from modules.commerce.services.pricelists import lists, offering, options, rows, stocks
from modules.commerce.services.pricelists.options import Written
from modules.gallery.models import DeliveryFormat, Gallery
from safelight.demo import framing_lab
from safelight.site import selectors as site

Kind = PriceList.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assortment:
    """What a studio sells in one of its galleries. Prices in whole units of its currency."""

    gallery: str
    workshop: str
    about: str


ASSORTMENTS = {
    "lindqvist": Assortment(
        gallery="Portfolio",
        workshop="Workshop: light by the lake",
        about="A Saturday in June with eight people, one boat and a lot of soft light.",
    ),
    "harbour": Assortment(
        gallery="Selected work",
        workshop="Workshop: storms and long exposures",
        about="A day on the cliffs. We bring filters, tripods and tea.",
    ),
}
DOWNLOADS = (("For the screen, 1600 px", 9), ("Full size", 29))
PRINTS = (
    ("20 × 30 cm", 29, (200, 300)),
    ("30 × 40 cm", 49, (300, 400)),
    ("50 × 75 cm", 89, (500, 750)),
)
PAPERS = (("Matte", 0), ("Glossy", 0), ("Baryta", 12))
FRAMES = (("None", 0), ("Oak", 45), ("Black", 39))
WHOLE, WORKSHOP, SEATS, POSTAGE = 99, 180, 8, 7


def set_up(address: str, *, web_size: DeliveryFormat) -> None:
    """Make the lists of the studio we are in, unless it sells something already."""
    wanted = ASSORTMENTS[address]
    gallery: Gallery | None = Gallery.objects.filter(title=wanted.gallery).first()
    if gallery is None or PriceList.objects.exists():
        return
    unit = 10 ** exponent(site.site_settings().currency)
    made = [_downloads(unit, web_size), _prints(unit), _whole(unit)]
    offering.offer_in_gallery(gallery_id=gallery.pk, lists=made)
    _workshop(unit, wanted)
    framing_lab.set_up(address, gallery, at=timezone.now())
    if settings.TEST_PAYMENTS:
        # So that the way to the delivery can be walked to its end.
        connecting.connect_test(at=timezone.now())


def _downloads(unit: int, web_size: DeliveryFormat) -> PriceList:
    made = lists.create(kind=Kind.DOWNLOAD, name="Downloads")
    lists.change(price_list=made, description="For you and your family; not for advertising.")
    for (name, price), fmt in zip(DOWNLOADS, (web_size, None), strict=True):
        rows.add(price_list=made, name=name, amount=price * unit, format=fmt)
    return made


def _prints(unit: int) -> PriceList:
    made = lists.create(kind=Kind.PRINT, name="Prints")
    lists.change(
        price_list=made,
        description="Made in our own darkroom, signed on the back.",
        item_comments=True,
        stock_shown_from=5,
        **_by_post(unit),
    )
    for name, price, (width, height) in PRINTS:
        rows.add(price_list=made, name=name, amount=price * unit, width=width, height=height)
    for name, choices in (("Paper", PAPERS), ("Frame", FRAMES)):
        written = [Written(name=choice, extra=extra * unit) for choice, extra in choices]
        options.add(price_list=made, name=name, choices=written)
    return made


def _by_post(unit: int) -> dict[str, Any]:
    """One way of shipping, at one price wherever it goes."""
    tier = tiers.create(name="Parcel")
    made = profiles.create(name="By post", instructions="With you within ten days.")
    profiles.change(profile=made, prices={(tier.pk, None): POSTAGE * unit})
    return {"shipping_tier": tier, "shipping_profiles": [made]}


def _whole(unit: int) -> PriceList:
    made = lists.create(kind=Kind.GALLERY, name="The whole gallery")
    rows.add(price_list=made, name="Every photo, full size", amount=WHOLE * unit)
    return made


def _workshop(unit: int, wanted: Assortment) -> None:
    made = lists.create(kind=Kind.PRODUCT, name=wanted.workshop)
    lists.change(price_list=made, description=wanted.about, stock_shown_from=10)
    rows.add(price_list=made, name="One seat", amount=WORKSHOP * unit)
    stocks.set_left(price_list=made, photo_id=None, left=SEATS, seen=None)
