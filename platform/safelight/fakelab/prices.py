"""What the fake Prodigi asks for making and for shipping, and from where it sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from safelight.fakelab.shelf import BULKY, EU, FLAT, PARCEL, TUBE, Product

METHODS = ("Budget", "Standard", "Express", "Overnight")
# One pound in each currency that can be asked for, and its decimals.
RATES = {
    "GBP": "1", "EUR": "1.17", "USD": "1.30", "CAD": "1.78", "AUD": "1.96", "NZD": "2.14",
    "CHF": "1.12", "NOK": "13.6", "SEK": "13.3", "DKK": "8.7", "JPY": "193",
}  # fmt: skip
_PENCE = {
    FLAT: (250, 395, 995, 1495),
    TUBE: (395, 595, 1250, 1995),
    PARCEL: (495, 750, 1450, 2250),
    BULKY: (795, 1195, 2250, 3495),
}
_CARRIERS = {
    "GB": ("royalmail", "dpd"), "NL": ("postnl", "dhl"), "US": ("usps", "ups"),
    "AU": ("auspost", "startrack"),
}  # fmt: skip
_HOMES = {"GB": "GB", "US": "US", "CA": "US", "AU": "AU", "NZ": "AU", "JP": "AU"}


@dataclass(frozen=True)
class Line:
    product: Product
    copies: int


@dataclass(frozen=True)
class Box:
    """Lines that travel together, by their places in the list."""

    lines: tuple[int, ...]
    carrier: str
    service: str
    origin: str
    cost: Decimal


@dataclass(frozen=True)
class Price:
    """In one currency. ``units`` has the price of one of each line."""

    method: str
    currency: str
    units: tuple[Decimal, ...]
    items: Decimal
    shipping: Decimal
    boxes: tuple[Box, ...]


def origin(country: str) -> str:
    return _HOMES.get(country, "NL")


def quote(
    lines: list[Line], *, method: str, country: str, currency: str, percent: int = 0
) -> Price | None:
    """None where this way does not go there: overnight stays in the lab's country.

    ``percent`` is on top of every price.
    """
    home = origin(country)
    if method == "Overnight" and home != country:
        return None
    factor = Decimal(RATES[currency]) * (100 + percent) / 100
    units = tuple(_rounded(line.product.pence * factor / 100, currency) for line in lines)
    boxes = tuple(_boxes(lines, method, country, currency, factor))
    items = sum((unit * line.copies for unit, line in zip(units, lines, strict=True)), Decimal())
    shipping = sum((box.cost for box in boxes), Decimal())
    return Price(method, currency, units, items, shipping, boxes)


def _boxes(
    lines: list[Line], method: str, country: str, currency: str, factor: Decimal
) -> Iterable[Box]:
    home = origin(country)
    quick = method in METHODS[2:]
    for packing in _PENCE:
        inside = tuple(n for n, line in enumerate(lines) if line.product.packing == packing)
        if inside:
            pence = Decimal(_PENCE[packing][METHODS.index(method)]) * _distance(home, country)
            cost = _rounded(pence * factor / 100, currency)
            yield Box(inside, _CARRIERS[home][quick], method, home, cost)


def _distance(home: str, country: str) -> Decimal:
    if home == country:
        return Decimal(1)
    return Decimal("1.3") if country in EU else Decimal("1.8")


def _rounded(amount: Decimal, currency: str) -> Decimal:
    places = Decimal(1) if currency == "JPY" else Decimal("0.01")
    return amount.quantize(places, ROUND_HALF_UP)
