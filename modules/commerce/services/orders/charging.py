"""Charging somebody for what is in no price list: an order without a cart, for modules above.

It is an order like any: it has a number, taxes as products have, a page to pay on, an invoice,
refunds, and its lines in every export. Nothing of it is handed over, so its lines have no items;
and no mail says that it was placed, because whoever charges tells the client what for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from modules.commerce.events import OrderPlaced
from modules.commerce.models import Order, OrderLine, PaymentState
from modules.commerce.money import basket
from modules.commerce.money.basket import Priced
from modules.commerce.services.costs import taxes
from modules.commerce.services.orders import (
    cancelling,
    freezing,
    links,
    numbers,
    settling,
    trail,
)
from modules.commerce.services.quoting.destinations import Destinations
from modules.commerce.settings import CommerceSettings
from modules.gallery import facade as gallery
from safelight import outbox
from safelight.accounts.models import Person, Visitor
from safelight.site import selectors as site
from safelight.site.models import SiteSettings


@dataclass(frozen=True)
class ChargeLine:
    """``amount`` is the price of one, in minor units of the studio's currency."""

    name: str
    description: str
    amount: int
    quantity: int = 1
    gallery_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Charged:
    """Who pays. A person signs in to see the order; anybody else opens it by the link of a mail, or
    in the browser of the visitor. ``billing_address`` as ``addresses.checked`` gives it.
    """

    visitor_id: int | None
    person_id: int | None
    email: str
    name: str
    language: str = ""
    billing_address: Mapping[str, str] = field(default_factory=dict)


def charge(
    *, customer: Charged, lines: Sequence[ChargeLine], note: str, key: str, at: datetime
) -> Order:
    """An order over these lines, once for each ``key`` (of all charges), for ever."""
    once = hashlib.sha256(f"charge\n{key}".encode()).hexdigest()
    placed = Order.objects.filter(placement_key=once)
    if (found := placed.first()) is not None:
        return found
    try:
        # Order, lines, history and events appear together.
        with transaction.atomic():
            order = _write(customer, lines, note, once, at)
            trail.record(order=order, verb="charged", by=None, at=at, lines=len(lines))
            outbox.publish(OrderPlaced(order_id=order.pk))
            settling.settle(order, at=at)
    except IntegrityError:  # Somebody with the same key was faster.
        return placed.get()
    return order


def cancel_charge(*, order_id: int, by: Person | None, reason: str, at: datetime) -> Order:
    """End a charge, whose client is told by whoever cancels; a cancelled one stays as it is.

    Money that came stays, and is given back on the order's page.
    """
    order = Order.objects.get(pk=order_id, is_charge=True)
    return cancelling.cancel(order=order, by=by, at=at, tell_client=False, reason=reason)


def pay_address(order: Order, *, mailed: bool = False) -> str:
    """The path where its client pays. ``mailed``: opens the order for who has no account, too."""
    if not mailed or order.person_id is not None:
        return reverse("commerce_site:pay", args=[order.public_id])
    return f"{links.mailed_path(order)}?pay=1"


def paid(order_ids: Sequence[int]) -> dict[int, bool]:
    """Of each order whether its money is in, or none is due."""
    return {order.pk: order.is_settled for order in Order.objects.filter(pk__in=order_ids)}


def _write(
    customer: Charged, lines: Sequence[ChargeLine], note: str, once: str, at: datetime
) -> Order:
    studio = site.site_settings()
    settings = site.from_stored(CommerceSettings, studio.modules.get("commerce", {}))
    priced = _priced(customer, lines, studio, settings)
    order: Order = Order.objects.create(
        number=numbers.take_next(),
        visitor=_visitor(customer),
        person_id=customer.person_id,
        brand_id=gallery.brand_of_all(
            gallery_ids={line.gallery_id for line in lines if line.gallery_id is not None}
        ),
        email=customer.email.strip(),
        name=customer.name.strip(),
        language=customer.language,
        note=note.strip(),
        payment=PaymentState.UNPAID if priced.total else PaymentState.NOT_DUE,
        goods=priced.goods, discount=priced.discount, tax=priced.tax, total=priced.total,
        currency=studio.currency,
        prices_include_tax=settings.prices_include_tax,
        billing_address=dict(customer.billing_address),
        is_charge=True,
        placed_at=at,
        placement_key=once,
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order, kind=OrderLine.Kind.PRODUCT, gallery_id=line.gallery_id,
            name=line.name[:255], description=line.description[:200],
            quantity=line.quantity, unit_price=line.amount,
            **freezing.money_of(priced.lines[place]),
        )
        for place, line in enumerate(lines)
    )  # fmt: skip
    return order


def _priced(
    customer: Charged,
    lines: Sequence[ChargeLine],
    studio: SiteSettings,
    settings: CommerceSettings,
) -> Priced:
    home = settings.home_country, settings.home_region
    where = Destinations(home, {}, customer.billing_address, settings.reverse_charge)
    country, region = where.of_goods(None)
    rates = taxes.rates_for(None, country=country, region=region)
    return basket.price(
        basket.Basket(
            currency=studio.currency,
            prices_include_tax=settings.prices_include_tax,
            lines=[
                basket.Line(
                    key=place, unit_price=line.amount, quantity=line.quantity, rates=rates,
                    exempt=where.exempt(None),
                )
                for place, line in enumerate(lines)
            ],
        )
    )  # fmt: skip


def _visitor(customer: Charged) -> Visitor:
    if customer.visitor_id is not None:
        found: Visitor = Visitor.objects.get(pk=customer.visitor_id)
        return found
    if customer.person_id is not None:
        made: Visitor = Visitor.objects.get_or_create(person_id=customer.person_id)[0]
        return made
    return Visitor.objects.create()
