"""What an order at the fake lab costs, and how it is packed."""

from __future__ import annotations

from decimal import Decimal

from safelight.fakelab import prices, shelf
from safelight.fakelab.desk import Desk
from safelight.fakelab.orders import Bill, Order, Piece

Group = tuple[list[Piece], str, str, str]


def currency_of(order: Order) -> str:
    """That of the retail prices, if the lab knows it; the real one bills in the account's."""
    for piece in order.pieces:
        asked = (piece.asked.get("recipientCost") or {}).get("currency", "")
        if asked in prices.RATES:
            return str(asked)
    return "GBP"


def bill(desk: Desk, order: Order) -> None:
    """Charge what it costs today, which may be another price than was quoted."""
    price = _price(desk, order)
    if price is None:
        return
    for kind, amount in (("Item", price.items), ("Shipping", price.shipping)):
        order.bills.append(Bill(f"chg_{desk.number()}", kind, amount, price.currency))


def give_back(desk: Desk, order: Order) -> None:
    """Nothing is made of it: everything that was charged comes back."""
    total = sum((bill.amount for bill in order.bills), Decimal())
    if total:
        currency = order.bills[0].currency
        order.bills.append(Bill(f"chg_{desk.number()}", "Refund", -total, currency))


def groups(desk: Desk, order: Order) -> list[Group]:
    """(pieces, carrier, service, country it comes from) of each parcel."""
    price = _price(desk, order)
    if price is None:
        return [(list(order.pieces), "fedex", "Ground", "US")]
    return [
        ([order.pieces[n] for n in box.lines], box.carrier, box.service, box.origin)
        for box in price.boxes
    ]


def _price(desk: Desk, order: Order) -> prices.Price | None:
    found = [(shelf.find(piece.sku), piece.copies) for piece in order.pieces]
    lines = [prices.Line(product, copies) for product, copies in found if product]
    if order.house != "prodigi" or len(lines) != len(order.pieces):
        return None
    return prices.quote(
        lines, method=order.method, country=order.country, currency=currency_of(order),
        percent=desk.switches.percent,
    )  # fmt: skip
