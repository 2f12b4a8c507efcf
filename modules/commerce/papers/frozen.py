"""What a paper says, as it lies in ``Document.data``: complete, so that nothing else is read.

Amounts are minor units of ``currency``; dates are ISO 8601, in the studio's time zone. Words are in
``language``. Keys are only ever added, and then a reader knows what their absence means.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Issuer(TypedDict):
    name: str
    address: list[str]
    tax_number: str
    email: str


class Recipient(TypedDict):
    """``address`` has the name in it; it is empty where no address was needed."""

    name: str
    email: str
    address: list[str]
    shipping_address: list[str]
    vat_number: str


class FrozenTax(TypedDict):
    """``percent`` with four decimals; ``exempt`` says why it is not charged, absent: it is."""

    name: str
    percent: str
    amount: int
    exempt: NotRequired[str]


class FrozenReduction(TypedDict):
    name: str
    amount: int


class Position(TypedDict):
    """A line or parcel. On credit notes ``quantity`` is 0, and only what goes back counts.

    ``amount`` is before discounts; ``gross`` is what is paid, ``net`` without its tax.
    """

    public_id: str
    name: str
    details: list[str]
    quantity: int
    unit_price: int
    amount: int
    discounts: list[FrozenReduction]
    net: int
    taxes: list[FrozenTax]
    gross: int


class TaxRow(TypedDict):
    """One rate over the whole paper; ``name`` is empty for what is not taxed."""

    name: str
    percent: str
    net: int
    tax: int
    gross: int
    exempt: NotRequired[str]


class Paid(TypedDict):
    method: str
    date: str
    is_test: bool


class Corrected(TypedDict):
    """The invoice that a credit note counters, and why."""

    number: str
    date: str
    reason: str


class Paper(TypedDict):
    language: str
    size: Literal["A4", "Letter"]
    kind: Literal["invoice", "credit_note"]
    number: str
    date: str
    studio: Issuer
    client: Recipient
    order_number: int
    order_date: str
    currency: str
    prices_include_tax: bool
    lines: list[Position]
    parcels: list[Position]
    taxes: list[TaxRow]
    goods: int
    discount: int
    shipping: int
    net: int
    tax: int
    total: int
    paid: Paid
    corrects: Corrected | None
    note: str
    # What law wants to be said of taxes that are not charged; absent: nothing.
    remarks: NotRequired[list[str]]
