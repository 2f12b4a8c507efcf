"""From the rows of a cart to a quote, in a number of queries that does not grow with the lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from modules.commerce.models import Cart, CartItem, Choice, OrderLine, ShippingProfile
from modules.commerce.money import currencies
from modules.commerce.money.basket import Priced
from modules.commerce.services import addresses, offers
from modules.commerce.services.costs import discounts, shipping
from modules.commerce.services.costs.shipping import Goods, Methods
from modules.commerce.services.offers import Checked
from modules.commerce.services.quoting import destinations, needs, terms
from modules.commerce.services.quoting.costing import Costing
from modules.commerce.services.quoting.destinations import Destinations
from modules.commerce.services.quoting.quote import Chosen, Quote, QuotedLine
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from safelight.accounts.models import Person
from safelight.site import selectors as site
from safelight.web.templatetags.web import money


@dataclass(frozen=True)
class _Looked:
    """A cart whose lines were looked at: which are sound, and how those can travel."""

    items: Sequence[CartItem]
    checked: Mapping[int, Checked]
    goods: Sequence[Goods]
    ways: Methods

    @property
    def sound(self) -> list[CartItem]:
        return [item for item in self.items if not self.checked[item.pk].problem]

    @property
    def sound_goods(self) -> list[Goods]:
        sound = {item.pk for item in self.sound}
        return [each for each in self.goods if each.key in sound]

    @property
    def ships(self) -> bool:
        """Whether anything is sent; what has no way yet may have one, once a country is known."""
        return any(_is_sent(each, self.ways) for each in self.sound_goods)


def quote(
    *, cart: Cart, viewer: gallery.Viewer, person: Person | None, at: datetime, email: str = ""
) -> Quote:
    """Look at every line of a cart anew. ``email`` is the client's, as far as it is known."""
    studio = site.site_settings()
    settings = site.from_stored(CommerceSettings, studio.modules.get("commerce", {}))
    where = destinations.of_cart(cart, person=person, settings=settings)
    looked = _look(cart, viewer, where.country, studio.currency)
    if looked.ships and not where.has_other_billing:
        where = replace(where, billing={})
    coupons, coupon_problem = _coupons(
        cart.coupon, looked, email or (person.email if person else ""), at
    )
    unknown = looked.ships and not where.country
    parcels = (
        []
        if unknown
        else shipping.pack(
            looked.sound_goods, found=looked.ways, country=where.country, currency=studio.currency
        )
    )
    prices = {item.pk: looked.checked[item.pk].unit_price for item in looked.sound}
    costing = Costing(
        where, studio.currency, settings.prices_include_tax, looked.sound, prices, parcels
    )
    coupon, priced = _costed(costing, coupons, typed=bool(cart.coupon))
    lines = _lines(looked, priced)
    return Quote(
        cart=cart,
        currency=studio.currency,
        prices_include_tax=settings.prices_include_tax,
        destinations=where,
        lines=lines,
        parcels={parcel.profile.pk: parcel for parcel in parcels},
        priced=priced,
        coupon=coupon,
        coupon_problem=coupon_problem,
        needs=_needs(looked, lines, where, priced, settings),
        refusal=_refusal(lines, priced, terms.of(lines, settings), studio.currency),
    )


def _look(cart: Cart, viewer: gallery.Viewer, country: str, currency: str) -> _Looked:
    rows = CartItem.objects.filter(cart=cart) if cart.pk else CartItem.objects.none()
    items = list(rows.select_related("row__price_list", "photo", "gallery"))
    checked = offers.check(viewer=viewer, items=items)
    goods = goods_of(items)
    ways = shipping.methods(goods, country=country, currency=currency) if goods else {}
    if country:  # What cannot be sent there is as good as sold out.
        waiting = shipping.awaits_labs(goods, found=ways, country=country)
        for item in items:
            if ways.get(item.pk) == () and not checked[item.pk].problem:
                sentence = _not_sent(country, waits=item.pk in waiting)
                checked[item.pk] = replace(checked[item.pk], problem=sentence)
    return _Looked(items, checked, goods, ways)


def goods_of(items: Iterable[CartItem]) -> list[Goods]:
    """The lines of a cart that may have to be sent."""
    return [
        Goods(item.pk, item.row, item.shipping_profile_id, tuple(item.choices), item.quantity)
        for item in items
        if item.row
    ]


def _not_sent(country: str, *, waits: bool) -> str:
    if waits:
        return _("The lab does not say what sending this costs just now. Try again in a minute.")
    return _("This is not sent to %s.") % addresses.country_name(country)


def _is_sent(each: Goods, ways: Methods) -> bool:
    way = shipping.chosen(each, ways)
    if way is None:
        return ways[each.key] is not None
    return way.profile.kind != ShippingProfile.Kind.PICK_UP


def _coupons(
    code: str, looked: _Looked, email: str, at: datetime
) -> tuple[list[discounts.Fit], str]:
    """The coupon that was typed; where none was, those that come by themselves."""
    sold = [
        discounts.Sold(
            key=item.pk,
            price_list_id=item.row.price_list_id if item.row else None,
            gallery_id=item.gallery_id,
            amount=looked.checked[item.pk].unit_price * item.quantity,
            quantity=item.quantity,
        )
        for item in looked.sound
    ]
    if not code:
        return discounts.automatic(lines=sold, email=email, at=at), ""
    try:
        return [discounts.coupon_for(code, lines=sold, email=email, at=at)], ""
    except discounts.CouponRefused as refused:
        return [], refused.sentence


def _costed(
    costing: Costing, coupons: Sequence[discounts.Fit], *, typed: bool
) -> tuple[discounts.Fit | None, Priced]:
    """What was typed is used even where it takes nothing off, so that the client sees it is."""
    if typed and coupons:
        return coupons[0], costing.price(coupons[0])
    return costing.best(coupons)


def _lines(looked: _Looked, priced: Priced) -> list[QuotedLine]:
    words = _choices({name for item in looked.items for name in item.choices})
    goods = {each.key: each for each in looked.goods}
    return [
        QuotedLine(
            item=item,
            kind=item.row.price_list.kind if item.row else OrderLine.Kind.RETOUCH.value,
            unit_price=looked.checked[item.pk].unit_price,
            problem=looked.checked[item.pk].problem,
            chosen=tuple(words[name] for name in item.choices if name in words),
            ways=looked.ways.get(item.pk),
            way=shipping.chosen(goods[item.pk], looked.ways) if item.pk in goods else None,
            priced=priced.lines.get(item.pk),
        )
        for item in looked.items
    ]


def _choices(names: Collection[str]) -> dict[str, Chosen]:
    rows = Choice.objects.filter(public_id__in=names).select_related("option")
    return {
        row.public_id: Chosen(row.option.name, row.name, row.extra, row.public_id) for row in rows
    }


def _needs(
    looked: _Looked,
    lines: Sequence[QuotedLine],
    where: Destinations,
    priced: Priced,
    settings: CommerceSettings,
) -> needs.Needs:
    # What is picked up is taxed at home, wherever its buyer lives.
    abroad = [line.item for line in lines if line.priced and (line.way is None or line.ships)]
    profiles = destinations.tax_profiles(abroad)
    home = where.buyer.get("country", "")
    shipping_parts, billing_parts = needs.addresses(
        ships=looked.ships,
        is_taxed=destinations.is_taxed(profiles),
        by_region=destinations.regions_matter(profiles, home),
    )
    if billing_parts is not None and where.exempt(None):
        billing_parts = ()  # The invoice of a business that owes the tax has its whole address.
    kinds = {line.kind for line in lines if not line.problem}
    country = where.country if looked.ships else home
    asked = needs.consents(kinds=kinds, total=priced.total, country=country, settings=settings)
    return needs.Needs(shipping=shipping_parts, billing=billing_parts, consents=asked)


def _refusal(lines: Sequence[QuotedLine], priced: Priced, asked: terms.Terms, currency: str) -> str:
    """Why nothing of it can be ordered, where that is not about a single line."""
    if asked.refuse_zero_orders and not priced.total:
        return _("Only orders with something to pay are taken here.")
    least = asked.minimum_order * 10 ** currencies.exponent(currency)
    sold = [line.priced for line in lines if line.priced and not line.is_free]
    # A business whose tax is not charged buys as much as anybody.
    left = sum(each.left + each.spared for each in sold)
    if sold and left < least:
        words = {"least": money(least, currency), "more": money(least - left, currency)}
        return _("Orders begin at %(least)s. Add something for %(more)s or more.") % words
    return ""
