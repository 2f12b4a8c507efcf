"""What each place says that a cart or an order costs, in one shape, so that all can be compared.

Amounts are minor units; pages are read as a client reads them, from their text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from modules.commerce.exporting import figures
from modules.commerce.models import Order
from modules.commerce.money.priced import tax_title
from modules.commerce.services.quoting import Quote
from safelight.web.templatetags.web import money

Json = dict[str, Any]
# (name, percent, why it is not charged) → (net, tax)
Rates = dict[tuple[str, str, str], tuple[int, int]]

SUMS = ("goods", "discount", "shipping", "tax", "total")


@dataclass(frozen=True)
class Part:
    """A line or parcel; ``net`` and ``gross`` after its discount."""

    amount: int
    discount: int
    tax: int
    gross: int


@dataclass(frozen=True)
class Told:
    goods: int
    discount: int
    shipping: int
    tax: int
    total: int
    lines: list[Part]
    parcels: list[Part] = field(default_factory=list)
    rates: Rates = field(default_factory=dict)


def _sum(parts: Iterable[Part], name: str) -> int:
    return sum(getattr(part, name) for part in parts)


def by_quote(quote: Quote) -> Told:
    priced = quote.priced
    parts = [
        [Part(each.amount, each.discount, each.tax, each.gross) for each in source.values()]
        for source in (priced.lines, priced.parcels)
    ]
    rates: Rates = {
        (t.name, f"{t.percent:.4f}", t.exempt): (t.base, t.amount) for t in priced.taxes
    }
    return Told(
        priced.goods, priced.discount, priced.shipping, priced.tax, priced.total,
        parts[0], parts[1], rates,
    )  # fmt: skip


def by_cart_api(cart: Json, like: Told) -> Told:
    """The cart says amount and discount of each line, and everything of the whole."""
    lines = [
        Part(item["amount"]["amount"], item["discount"]["amount"], part.tax, part.gross)
        for item, part in zip(cart["items"], like.lines, strict=True)
    ]
    rates = {
        (t["name"], t["percent"], t["exempt"]): (t["base"]["amount"], t["amount"]["amount"])
        for t in cart["taxes"]
    }
    sums = {name: cart[name]["amount"] for name in SUMS}
    return Told(**sums, lines=lines, parcels=like.parcels, rates=rates)


def by_order_api(order: Json) -> Told:
    lines, parcels = ([_of_api(each) for each in order[name]] for name in ("lines", "parcels"))
    rates: Rates = {}
    for each, part in zip([*order["lines"], *order["parcels"]], [*lines, *parcels], strict=True):
        for tax in each["taxes"]:
            key = tax["name"], tax["percent"], tax["exempt"]
            net, amount = rates.get(key, (0, 0))
            rates[key] = net + part.gross - part.tax, amount + tax["amount"]
    sums = order["sums"]
    named = {name: sums[name]["amount"] for name in SUMS}
    return Told(**named, lines=lines, parcels=parcels, rates=rates)


def _of_api(each: Json) -> Part:
    off, tax = (sum(e["amount"] for e in each[name]) for name in ("discounts", "taxes"))
    return Part(each["amount"]["amount"], off, tax, each["gross"]["amount"])


def by_invoice(said: Json) -> Told:
    lines, parcels = (
        [
            Part(e["amount"], sum(d["amount"] for d in e["discounts"]),
                 sum(t["amount"] for t in e["taxes"]), e["gross"])
            for e in said[name]
        ]
        for name in ("lines", "parcels")
    )  # fmt: skip
    rates = {
        (row["name"], row["percent"], row.get("exempt", "")): (row["net"], row["tax"])
        for row in said["taxes"]
        if row["name"]
    }
    return Told(**{name: said[name] for name in SUMS}, lines=lines, parcels=parcels, rates=rates)


def by_export(rows: Sequence[figures.Figures], like: Told) -> Told:
    """The export spreads parcels over lines: their sums are compared, and each line's own."""
    lines = [Part(row.amount, row.discount, row.tax, row.gross) for row in rows if row.line]
    shipping = sum(row.shipping for row in rows)
    assert shipping == _sum(like.parcels, "gross")
    assert sum(row.shipping_tax for row in rows) == _sum(like.parcels, "tax")
    return Told(
        _sum(lines, "amount"), _sum(lines, "discount") + _sum(like.parcels, "discount"),
        like.shipping, sum(row.tax + row.shipping_tax for row in rows),
        sum(row.total for row in rows), lines, like.parcels, like.rates,
    )  # fmt: skip


def totals_of(page: str) -> list[tuple[str, str]]:
    """(words, amount) of the sums at the foot of a page of the site."""
    # An order that is to be paid says the total once more above.
    foot = page.split('<dl class="totals">')[-1].split("</dl>")[0]
    pairs = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", foot, flags=re.S)
    return [(_text(name), _text(amount)) for name, amount in pairs]


def shown(amount: int, currency: str) -> str:
    """An amount as pages write it, with plain blanks."""
    return " ".join(money(amount, currency).split())


def totals_for(told: Told, currency: str, *, inside: bool) -> list[str]:
    """The amounts of ``totals_of``, as they have to be."""
    costs = [shown(part.amount, currency) if part.amount else "free" for part in told.parcels]
    off = [f"−{shown(told.discount, currency)}"] if told.discount else []
    taxes = [shown(amount, currency) for _net, amount in told.rates.values()]
    total = shown(told.total, currency)
    ends = [total, *taxes] if inside else [*taxes, total]
    return [shown(told.goods, currency), *costs, *off, *ends]


def prices_of(page: str) -> list[str]:
    """What each line of a cart costs."""
    found = re.findall(r'<p class="cart-price">.*?<strong>(.*?)</strong></p>', page, flags=re.S)
    return [_text(each) for each in found]


def names_of_rates(told: Told) -> list[str]:
    return [tax_title(name, Decimal(percent), why) for name, percent, why in told.rates]


def lines_of(page: str, css: str) -> list[str]:
    """The text of each element of a class, with blanks made one."""
    found = re.findall(rf'<(\w+) class="[^"]*\b{css}\b[^"]*">(.*?)</\1>', page, flags=re.S)
    return [_text(text) for _tag, text in found]


def order_lines_for(order: Order) -> list[str]:
    """What stands under each line of an order: row, amount, then what was taken off."""
    found = []
    for line in order.lines.all():
        amount = shown(line.amount, order.currency)
        each = f"{line.quantity} × {shown(line.unit_price, order.currency)} = {amount}"
        taken = [f"−{shown(d['amount'], order.currency)} {d['name']}" for d in line.discounts]
        found.append("".join([line.description, each if line.quantity > 1 else amount, *taken]))
    return found


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())
