"""What is paid for, as Stripe's page lists it: lines that come to the total, or one line.

Stripe takes at most 100 lines a session, and advises to show far fewer
(https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-line_items).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from modules.commerce.models import Order, OrderLine, Parcel, Payment, ShippingProfile
from modules.commerce.money import currencies
from modules.commerce.payments.provider import ProviderSaysNo
from modules.commerce.payments.stripe_amounts import to_stripe
from modules.commerce.services.orders import worth

if TYPE_CHECKING:
    from stripe.params.checkout import (
        SessionCreateParamsLineItem as Item,
    )
    from stripe.params.checkout import (
        SessionCreateParamsLineItemPriceDataProductData as Product,
    )

MOST = 60
NAME, DESCRIPTION = 250, 500


def items(payment: Payment) -> list[Item]:
    """Lines and parcels with what is left of them after discounts, their tax included.

    Discounts and taxes are in the lines and not beside them: Stripe would work both out anew, and
    round otherwise than the order did. One line with the total stands for all where there are too
    many, where a line is no whole number of Stripe's units (three decimals, krónur), and where
    they would not come to what is asked for. Raises ``ProviderSaysNo`` where the total itself
    cannot be paid.
    """
    total = to_stripe(payment.amount, payment.currency)
    try:
        found = list(_lines(payment.order))
    except ProviderSaysNo:
        found = []
    came = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in found)
    if came == total and len(found) <= MOST:
        return found
    name = _("Order %(number)d") % {"number": payment.order.number}
    return [_item(payment.order, total, 1, {"name": name})]


def _lines(order: Order) -> Iterator[Item]:
    lines: Iterable[OrderLine] = order.lines.select_related("order").prefetch_related("items")
    parcels: Iterable[Parcel] = order.parcels.select_related("order")
    rows: list[OrderLine | Parcel] = [*lines, *parcels]
    for row in rows:
        # What costs nothing is no matter of a payment.
        if row.gross:
            yield _line(order, row)


def _line(order: Order, row: OrderLine | Parcel) -> Item:
    amount = to_stripe(row.gross, order.currency)
    quantity = (worth.kept_copies(row) or row.quantity) if isinstance(row, OrderLine) else 1
    name = row.name
    if isinstance(row, Parcel) and row.kind == ShippingProfile.Kind.SHIP:
        name = _("Shipping: %(name)s") % {"name": row.name}
    if amount % quantity or row.taken_off:
        # A discount that does not divide, or copies that were left out: there is no price of one.
        name, quantity = f"{quantity} × {name}", 1
    product: Product = {"name": name[:NAME]}
    if words := "; ".join(_details(order, row)):
        product["description"] = words[:DESCRIPTION]
    return _item(order, amount, quantity, product)


def _details(order: Order, row: OrderLine | Parcel) -> Iterator[str]:
    """What was chosen, and why the price is another than the one on the tag."""
    if isinstance(row, OrderLine):
        yield from [row.description] if row.description else []
        yield from (f"{each['option']}: {each['choice']}" for each in row.choices)
    for less in row.discounts:
        yield f"{less['name']}: −{_amount(less['amount'], order)}"
    if row.taken_off:
        yield _("Left out: −%(amount)s") % {"amount": _amount(row.taken_off, order)}
    if not order.prices_include_tax:
        for more in row.kept_taxes:
            yield f"{more['name']}: +{_amount(more['amount'], order)}"


def _amount(amount: int, order: Order) -> str:
    return f"{currencies.plain(amount, order.currency)} {order.currency}"


def _item(order: Order, amount: int, quantity: int, product: Product) -> Item:
    """``amount`` is that of all copies, in Stripe's units."""
    return {
        "quantity": quantity,
        "price_data": {
            "currency": order.currency.lower(),
            "unit_amount": amount // quantity,
            "product_data": product,
        },
    }
