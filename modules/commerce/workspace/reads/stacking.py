"""The order of discounts shown by an example, reckoned by the code that prices carts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from modules.commerce.models import Coupon, PriceList
from modules.commerce.money.basket import Basket, CouponTerms, Line, Parcel, Priced, Step, price
from modules.commerce.money.currencies import exponent
from modules.commerce.services.costs import discounts, taxes
from modules.commerce.settings import CommerceSettings
from safelight.web.templatetags.web import money

# Where the studio has no step and no coupon yet.
_STEP = (5, Decimal(10))
_COUPON = CouponTerms("percent", percent=Decimal(10), code="EXAMPLE")
# In whole units of the currency; yen and their like are worth a hundredth.
_PRICE, _SHIPPING = 8, 6


@dataclass(frozen=True)
class Worked:
    """Lines of a bill in the order in which they are reckoned."""

    copies: int
    unit_price: int
    step: Step
    coupon: CouponTerms
    basket: Basket
    priced: Priced
    rows: list[tuple[str, int]]


def example(*, currency: str, settings: CommerceSettings) -> Worked:
    """So many copies as the studio's first step and its newest coupon ask for, with both."""
    step, coupon = _step(), _coupon()
    rates = taxes.rates_for(None, country=settings.home_country, region=settings.home_region)
    unit = 10 ** (exponent(currency) or 2)
    copies = max(step.threshold, (coupon.buys or 0) + (coupon.gets or 0))
    line = Line("prints", _PRICE * unit, copies, step.group, rates, coupon_applies=True)
    parcel = Parcel("parcel", _SHIPPING * unit, rates, coupon_applies=True)
    basket = Basket(currency, settings.prices_include_tax, [line], [parcel], [step], coupon)
    priced = price(basket)
    rows = _rows(priced, settings, line)
    return Worked(copies, line.unit_price, step, coupon, basket, priced, rows)


def others(worked: Worked) -> list[tuple[str, int]]:
    """What the same cart costs without a coupon, and with one of each kind."""
    unit = worked.unit_price // _PRICE
    kinds = [
        (_("Without a coupon"), None),
        ("−10 %", CouponTerms("percent", percent=Decimal(10), code="X")),
        (
            f"−{money(5 * unit, worked.basket.currency)}",
            CouponTerms("amount", amount=5 * unit, code="X"),
        ),
        (_("Free shipping"), CouponTerms("shipping", code="X")),
        (_("1 free for 2"), CouponTerms("bundle", buys=2, gets=1, code="X")),
        (_("No tax"), CouponTerms("tax", code="X")),
    ]
    basket = worked.basket
    return [(name, price(replace(basket, coupon=terms)).total) for name, terms in kinds]


def _step() -> Step:
    lists = PriceList.objects.filter(withdrawn_at=None, discounts__isnull=False)
    first = lists.values_list("pk", flat=True).first()
    found = discounts.steps_of([first]) if first else ()
    return found[0] if found else Step("example", *_STEP)


def _coupon() -> CouponTerms:
    newest = Coupon.objects.filter(ends_at=None).first()
    return discounts.terms_of(newest) if newest else _COUPON


def _rows(priced: Priced, settings: CommerceSettings, line: Line) -> list[tuple[str, int]]:
    goods = priced.lines["prints"]
    rows = [(_("%(count)d prints") % {"count": line.quantity}, goods.amount)]
    rows += [(discounts.named(taken), -taken.amount) for taken in goods.discounts]
    rows.append((_("Shipping"), priced.shipping))
    parcel = priced.parcels["parcel"]
    rows += [(discounts.named(taken), -taken.amount) for taken in parcel.discounts]
    if not settings.prices_include_tax:
        rows += [(tax.title, tax.amount) for tax in priced.taxes]
    return rows


def included_taxes(worked: Worked, settings: CommerceSettings) -> list[tuple[str, int]]:
    """The taxes that are part of the total, where prices include them."""
    if not settings.prices_include_tax:
        return []
    return [(tax.title, tax.amount) for tax in worked.priced.taxes]
