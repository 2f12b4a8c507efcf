"""A lab that names prices, and what a studio sells of it."""

from __future__ import annotations

import threading
from typing import Any

from django.utils import timezone

from modules.commerce.models import Choice, Option, PriceRow, ShippingProfile
from modules.labs.adapters.declining import Declining
from modules.labs.contract import Account, Away, Capabilities, Money, Piece, Quoted, Refused, Way
from modules.labs.models import LabChoice, LabConnection, LabList, LabProduct, LabRow, LabWay
from tests.commerce.selling import price_list, price_row, profile

NOW = timezone.now


class Pricing(Declining):
    """A lab that names prices: 500 for each parcel and 100 for each copy, by two ways."""

    code = "pricing"
    name = "Pricing"
    capabilities = Capabilities(quotes=True)

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[Piece, ...], str, str]] = []
        self.answer: Quoted | Refused | Away | Exception | None = None
        self.hold = threading.Event()
        self.hold.set()

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        self.asked.append((pieces, country, currency))
        self.hold.wait(10)
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is not None:
            return self.answer
        copies = sum(piece.copies for piece in pieces)
        return Quoted(
            ways=tuple(
                Way(
                    method=method, name=method, items=Money(900, currency),
                    shipping=Money(base + 100 * copies, currency),
                )
                for method, base in (("Standard", 500), ("Express", 1500))
            )
        )  # fmt: skip


def sell_framed(**fields: Any) -> PriceRow:
    """A framed print of a list that the lab makes, in black or white."""
    connection = LabConnection.objects.create(lab="pricing", name="Pricing", connected_at=NOW())
    prints = price_list(**{"made_by_lab": True, **fields})
    row = price_row(prints, width=300, height=200)
    LabList.objects.create(price_list=prints, connection=connection)
    product = LabProduct.objects.create(
        connection=connection, sku="FRAME-30x20", name="Framed", width=300, height=200, wrap=3,
        fetched_at=NOW(), attributes={"color": ["black", "white"]},
        variants=[variant("black", ["DE", "CH"]), variant("white", ["DE"])],
    )  # fmt: skip
    LabRow.objects.create(row=row, product=product)
    option = Option.objects.create(price_list=prints, name="Frame")
    for name in ("black", "white", "gold"):
        choice = Choice.objects.create(option=option, name=name)
        LabChoice.objects.create(choice=choice, attribute="color", value=name)
    return row


def variant(color: str, countries: list[str]) -> dict[str, Any]:
    return {
        "attributes": {"color": color}, "ships_to": countries,
        "pixels": {"default": [3661, 2480]},
    }  # fmt: skip


def offer_way(row: PriceRow, method: str = "Standard", **markup: Any) -> ShippingProfile:
    made = profile(method, row.price_list, kind=ShippingProfile.Kind.LAB)
    connection = LabList.objects.get(price_list=row.price_list).connection
    LabWay.objects.create(profile=made, connection=connection, method=method, **markup)
    return made
