"""PAY-17: ten thousand random carts, whose parts sum to the whole by every path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest

from modules.commerce.money import frozen, refunding
from modules.commerce.money.basket import (
    Basket,
    Line,
    Parcel,
    Priced,
    PricedLine,
    price,
    step_for,
)
from tests.commerce.money.carts import CURRENCIES, cart

CARTS = 10_000
SEED = 20_261_122


@cache
def _carts() -> list[tuple[Basket, Priced]]:
    random = Random(SEED)  # noqa: S311 - the same carts each time
    baskets = [cart(random) for _number in range(CARTS)]
    return [(basket, price(basket)) for basket in baskets]


@pytest.fixture
def random() -> Random:
    return Random(SEED)  # noqa: S311 - the same refunds each time


def _parts(priced: Priced) -> list[PricedLine]:
    return [*priced.lines.values(), *priced.parcels.values()]


@dataclass
class Row:
    """A part as it is written into an order and read again."""

    net: int
    kept_taxes: Any
    gross: int

    @classmethod
    def of(cls, part: PricedLine) -> Row:
        return cls(part.net, frozen.taxes(part), part.gross)


def test_pay_17_it_finds_the_same_total_by_every_path() -> None:
    for basket, priced in _carts():
        on_top = 0 if basket.prices_include_tax else priced.tax
        by_columns = priced.goods + priced.shipping - priced.discount + on_top
        rows = [Row.of(part) for part in _parts(priced)]
        by_invoice = sum(row.net for row in rows) + sum(tax.amount for tax in frozen.sums_of(rows))
        by_export = sum(row.gross for row in rows)
        assert by_columns == by_invoice == by_export == priced.total
        assert frozen.sums_of(rows) == priced.taxes


def test_it_has_seen_every_kind_of_cart() -> None:
    seen: set[object] = set()
    for basket, priced in _carts():
        kind = basket.coupon.kind if basket.coupon else None
        seen |= {basket.currency, basket.prices_include_tax, kind, bool(priced.coupon_discount)}
        seen |= {("rates", len(line.rates)) for line in basket.lines}
        seen |= {("both", len(part.discounts)) for part in _parts(priced)}
    assert {
        *CURRENCIES,
        True,
        False,
        "percent",
        "amount",
        "shipping",
        "tax",
        "bundle",
        None,
    } <= seen
    assert {("rates", 0), ("rates", 2), ("both", 0), ("both", 1), ("both", 2)} <= seen


def test_pay_17_it_finds_nothing_negative() -> None:
    for _basket, priced in _carts():
        for part in _parts(priced):
            amounts = [part.amount, part.discount, part.left, part.tax, part.net, part.gross]
            assert min(*amounts, *(tax.amount for tax in part.taxes), 0) == 0
            assert all(taken.amount > 0 for taken in part.discounts)
        assert min(priced.goods, priced.shipping, priced.discount, priced.tax, priced.total) >= 0


def _near(found: int, exact: Fraction) -> bool:
    """Whether a whole number is the nearest, halves up."""
    return Fraction(-1, 2) < found - exact <= Fraction(1, 2)


def test_it_takes_the_tax_that_fractions_say() -> None:
    for basket, priced in _carts():
        parts = {**priced.lines, **priced.parcels}
        sources: Sequence[Line | Parcel] = [*basket.lines, *basket.parcels]
        for source in sources:
            part = parts[source.key]
            of = 100 + sum((Fraction(rate.percent) for rate in source.rates), Fraction(0))
            spared = sum(taken.amount for taken in part.discounts if taken.tax)
            for rate, tax in zip(source.rates, part.taxes, strict=True):
                whole = of if basket.prices_include_tax else Fraction(100)
                exact = (part.left + spared) * Fraction(rate.percent) / whole
                assert tax.amount == 0 if tax.exempt else _near(tax.amount, exact)


def test_it_takes_off_exactly_the_tax_that_is_not_charged() -> None:
    seen = 0
    for basket, priced in _carts():
        charged = price(replace(basket, lines=[replace(e, exempt="") for e in basket.lines]))
        for line in basket.lines:
            part, with_tax = priced.lines[line.key], charged.lines[line.key]
            if line.exempt and not any(tax.exempt for tax in with_tax.taxes):
                assert (part.gross, part.tax) == (with_tax.net, 0)
                seen += bool(with_tax.tax)
    assert seen > CARTS / 10


def test_it_gives_away_the_cheapest_copies_and_no_other() -> None:
    for basket, priced in _carts():
        terms = basket.coupon
        if terms is None or terms.kind != "bundle":
            continue
        good = [line for line in basket.lines if line.coupon_applies]
        left = {line: _before_coupon(priced.lines[line.key]) for line in good}
        each = [Fraction(left[line], line.quantity) for line in good for _ in range(line.quantity)]
        copies = sorted(filter(None, each))
        free = len(copies) // ((terms.buys or 0) + (terms.gets or 0)) * (terms.gets or 0)
        taken = _taken(priced.lines.values(), code=terms.code)
        assert _near(taken, sum(copies[:free], Fraction(0)))


def _before_coupon(part: PricedLine) -> int:
    return part.amount - _by_quantity([part])


def test_it_takes_the_quantity_discount_that_fractions_say() -> None:
    for basket, priced in _carts():
        for group in {line.group for line in basket.lines}:
            members = [line for line in basket.lines if line.group == group]
            step = step_for(basket.steps, group, sum(line.quantity for line in members))
            taken = _by_quantity(priced.lines[line.key] for line in members)
            percent = Fraction(step.percent) if step else Fraction(0)
            amount = sum(line.unit_price * line.quantity for line in members)
            assert _near(taken, amount * percent / 100)


def test_it_takes_a_coupon_off_what_it_is_good_for_and_nothing_else() -> None:
    for basket, priced in _carts():
        good = {line.key for line in basket.lines if line.coupon_applies}
        other = [line for key, line in priced.lines.items() if key not in good]
        code = basket.coupon.code if basket.coupon else "none"
        assert _taken(_parts(priced), code=code) == priced.coupon_discount
        assert _taken(other, code=code) == 0
        shipping = _taken(priced.parcels.values(), code=code)
        free = basket.coupon is not None and basket.coupon.kind == "shipping" and good
        spared = basket.coupon is not None and basket.coupon.kind == "tax"
        assert spared or shipping == (priced.shipping if free else 0)


def test_it_takes_the_coupon_that_fractions_say() -> None:
    for basket, priced in _carts():
        good = [priced.lines[line.key] for line in basket.lines if line.coupon_applies]
        left = sum(line.amount for line in good) - _by_quantity(good)
        if basket.coupon and basket.coupon.percent is not None:
            assert _near(priced.coupon_discount, left * Fraction(basket.coupon.percent) / 100)
        if basket.coupon and basket.coupon.amount is not None:
            assert priced.coupon_discount == min(left, basket.coupon.amount)


def _by_quantity(parts: Iterable[PricedLine]) -> int:
    return sum(e.amount for part in parts for e in part.discounts if not e.code and not e.tax)


def _taken(parts: Iterable[PricedLine], *, code: str) -> int:
    return sum(taken.amount for part in parts for taken in part.discounts if taken.code == code)


def test_pay_17_it_gives_back_what_was_paid_and_no_more(random: Random) -> None:
    for _basket, priced in _carts():
        left = {key: part.gross for key, part in {**priced.lines, **priced.parcels}.items()}
        given = 0
        while sum(left.values()):
            amount = random.randint(1, sum(left.values()))
            parts = refunding.across(amount, left)
            assert sum(parts.values()) == amount
            assert all(0 <= part <= left[key] for key, part in parts.items())
            left = {key: rest - parts[key] for key, rest in left.items()}
            given += amount
        assert given == priced.total
        with pytest.raises(ValueError, match="more than is left"):
            refunding.across(1, left)


def test_pay_17_it_gives_back_each_tax_exactly(random: Random) -> None:
    for _basket, priced in _carts():
        part = random.choice(_parts(priced))
        parts = [part.net, *(tax.amount for tax in part.taxes)]
        back, before = [0] * len(parts), 0
        while before < part.gross:
            amount = random.randint(1, part.gross - before)
            shares = refunding.shares(parts, before=before, amount=amount)
            assert sum(shares) == amount
            assert min(shares) >= 0
            back = [old + new for old, new in zip(back, shares, strict=True)]
            before += amount
        assert back == parts
