"""The order that a choice becomes: included photos for nothing, the others at their price.

One order, so that nothing of it is begun before its extras are paid. It is priced and taxed as
extras in a cart are; a choice has no coupon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from modules.commerce.models import (
    Choosing,
    Order,
    OrderItem,
    OrderLine,
    PaymentState,
    Validation,
)
from modules.commerce.money import basket
from modules.commerce.money.basket import Priced
from modules.commerce.services.costs import taxes
from modules.commerce.services.deliverables import managed
from modules.commerce.services.deliverables.choosing import Round
from modules.commerce.services.delivery import outcomes
from modules.commerce.services.orders import freezing, numbers
from modules.commerce.services.orders.placing import Customer
from modules.commerce.services.quoting import Consent, destinations, needs
from modules.commerce.services.quoting.destinations import Destinations
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from modules.gallery.models import Photo
from safelight.site import selectors as site


@dataclass(frozen=True, kw_only=True)
class Cost:
    """``asked`` are the parts of an address that the tax depends on, None where none is asked."""

    priced: Priced
    currency: str
    prices_include_tax: bool
    asked: tuple[str, ...] | None
    consents: tuple[Consent, ...]


def cost_of(round_: Round, billing: Mapping[str, str]) -> Cost:
    """What a round costs whoever lives there. ``billing`` as ``addresses.checked`` gives it."""
    studio = site.site_settings()
    settings = site.from_stored(CommerceSettings, studio.modules.get("commerce", {}))
    home = settings.home_country, settings.home_region
    where = Destinations(home, {}, billing, settings.reverse_charge)
    country, region = where.of_goods(None)
    rates = taxes.rates_for(None, country=country, region=region) if round_.extras else ()
    price = round_.terms.extra_price or 0
    priced = basket.price(
        basket.Basket(
            currency=studio.currency,
            prices_include_tax=settings.prices_include_tax,
            lines=[
                *(basket.Line(key=photo.pk, unit_price=0) for photo in round_.included),
                *(
                    basket.Line(
                        key=photo.pk, unit_price=price, rates=rates, exempt=where.exempt(None)
                    )
                    for photo in round_.extras
                ),
            ],
        )
    )
    return Cost(
        priced=priced,
        currency=studio.currency,
        prices_include_tax=settings.prices_include_tax,
        asked=_asked(round_, where),
        consents=_consents(round_, priced, where, settings),
    )


def write(
    round_: Round,
    choosing: Choosing,
    customer: Customer,
    billing: Mapping[str, str],
    consents: Sequence[dict[str, str]],
    at: datetime,
) -> Order:  # fmt: skip
    """The order with its lines and items; part of the transaction that sends the choice."""
    cost = cost_of(round_, billing)
    priced = cost.priced
    settings = site.module_settings("commerce", CommerceSettings)
    order: Order = Order.objects.create(
        number=numbers.take_next(),
        visitor=customer.visitor,
        person=customer.person,
        brand_id=gallery.brand_of_all(gallery_ids=[round_.terms.gallery_id]),
        email=customer.email.strip(),
        name=customer.name.strip(),
        language=get_language() or "",
        note=choosing.note,
        validation=Validation.AWAITING if settings.manual_validation else Validation.NOT_REQUIRED,
        payment=PaymentState.UNPAID if priced.total else PaymentState.NOT_DUE,
        goods=priced.goods, discount=priced.discount, tax=priced.tax, total=priced.total,
        currency=cost.currency,
        prices_include_tax=cost.prices_include_tax,
        billing_address=dict(billing),
        consents=list(consents),
        placed_at=at,
        placement_key=hashlib.sha256(f"choice\n{choosing.public_id}".encode()).hexdigest(),
    )  # fmt: skip
    lines = OrderLine.objects.bulk_create(
        _line(order, round_, photo, priced) for photo in round_.new
    )
    _items(order, round_, lines)
    return order


def _asked(round_: Round, where: Destinations) -> tuple[str, ...] | None:
    if not round_.extras:
        return None
    profiles: Collection[int | None] = {None}
    country = where.buyer.get("country", "")
    return needs.addresses(
        ships=False,
        is_taxed=destinations.is_taxed(profiles),
        by_region=destinations.regions_matter(profiles, country),
    )[1]


def _consents(
    round_: Round, priced: Priced, where: Destinations, settings: CommerceSettings
) -> tuple[Consent, ...]:
    kinds = {OrderLine.Kind.DOWNLOAD.value} if round_.extras else {OrderLine.Kind.RETOUCH.value}
    country = where.buyer.get("country", "")
    return needs.consents(kinds=kinds, total=priced.total, country=country, settings=settings)


def _line(order: Order, round_: Round, photo: Photo, priced: Priced) -> OrderLine:
    row = managed.row_of(round_.terms.price_list) if photo in round_.extras else None
    return OrderLine(
        order=order,
        kind=OrderLine.Kind.DOWNLOAD if row else OrderLine.Kind.RETOUCH,
        price_list=row.price_list if row else None,
        row=row,
        gallery_id=round_.terms.gallery_id,
        photo=photo,
        name=photo.name,
        description=row.name if row else "",
        unit_price=row.amount if row else 0,
        **freezing.money_of(priced.lines[photo.pk]),
    )


def _items(order: Order, round_: Round, lines: Sequence[OrderLine]) -> None:
    """What is finished is delivered in one way, whether it was included or paid for."""
    place = gallery.galleries(ids=[round_.terms.gallery_id])[round_.terms.gallery_id]
    facts = gallery.photos(ids=[line.photo_id for line in lines if line.photo_id])
    items = []
    for line in lines:
        verdict = outcomes.judge(
            photo=facts.get(line.photo_id or 0), only_final=True,
            released=order.may_be_fulfilled, gone="",
        )  # fmt: skip
        items.append(
            OrderItem(
                order=order, line=line, gallery_id=line.gallery_id, photo_id=line.photo_id,
                name=line.name, format_id=place.order_format_id, only_final=True,
                state=verdict.state, method=verdict.method,
            )
        )  # fmt: skip
    OrderItem.objects.bulk_create(items)
