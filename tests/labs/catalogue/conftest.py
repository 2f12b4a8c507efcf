"""A lab of which a studio sells: what it makes and asks is said by the test."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest
from django.utils import timezone

from modules.commerce import facade as commerce
from modules.labs.adapters import registry
from modules.labs.adapters.declining import Declining
from modules.labs.contract import (
    Account,
    Away,
    Capabilities,
    Catalogue,
    Money,
    Piece,
    Product,
    Quoted,
    Refused,
    Variant,
    Way,
)
from modules.labs.models import LabConnection, LabProduct
from modules.labs.services.catalogue import costs, keeping
from safelight.site.services import settings as site_settings
from tenants.models import Studio

COLORS = ("black", "gold")


def framed(sku: str = "FRAME", **changes: object) -> Product:
    """A framed print in two colours; gold is not sent to Switzerland."""
    made = Product(
        sku=sku, name=f"Framed {sku}", group="Framed prints", width=300, height=400,
        attributes={"color": COLORS, "paper": ("lustre",)},
        variants=tuple(
            Variant(
                attributes={"color": color, "paper": "lustre"},
                ships_to=frozenset({"DE", "CH"} if color == "black" else {"DE"}),
                pixels={"default": (3000, 4000)},
            )
            for color in COLORS
        ),
    )  # fmt: skip
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


class Shelf(Declining):
    """``costs`` by SKU and value of ``color``; what is not there costs 1000."""

    code = "shelf"
    name = "Shelf"
    capabilities = Capabilities(quotes=True, catalogue=True, branding=frozenset({"packing_slip"}))

    def __init__(self) -> None:
        self.products = {"FRAME": framed()}
        self.costs: dict[tuple[str, str], int] = {("FRAME", "gold"): 1500}
        self.currency = ""
        self.away = False
        self.asked: list[tuple[str, str, str]] = []

    def catalogue(
        self, account: Account, *, skus: Iterable[str] = ()
    ) -> Catalogue | Refused | Away:
        if self.away:
            return Away(sentence="Nobody answers.")
        wanted = tuple(skus) or tuple(self.products)
        return Catalogue(
            products=tuple(self.products[sku] for sku in wanted if sku in self.products),
            unknown=tuple(sku for sku in wanted if sku not in self.products),
        )

    def quote(
        self, account: Account, *, pieces: tuple[Piece, ...], country: str, currency: str,
        region: str = "",
    ) -> Quoted | Refused | Away:  # fmt: skip
        if self.away:
            return Away(sentence="Nobody answers.")
        color = pieces[0].attributes.get("color", "")
        self.asked.append((pieces[0].sku, color, country))
        said = self.currency or currency
        items = Money(self.costs.get((pieces[0].sku, color), 1000), said)
        return Quoted(
            ways=tuple(
                Way(method=method, name=method, items=items, shipping=Money(shipping, said))
                for method, shipping in (("Express", 2000), ("Budget", 400))
            )
        )


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, inside_acme: Studio) -> Shelf:
    made = Shelf()
    monkeypatch.setitem(registry._found(), "shelf", made)
    stored = dataclasses.replace(commerce.settings(), home_country="DE")
    site_settings.change_module(module="commerce", settings=stored)
    return made


@pytest.fixture
def connection(shelf: Shelf) -> LabConnection:
    made: LabConnection = LabConnection.objects.create(
        lab="shelf", name="Shelf", connected_at=timezone.now()
    )
    return made


@pytest.fixture
def product(connection: LabConnection, shelf: Shelf) -> LabProduct:
    """The framed print, with what both colours cost at home."""
    return known(connection, framed())


def known(connection: LabConnection, product: Product) -> LabProduct:
    """Kept, and asked about."""
    made = keeping.keep(connection=connection, product=product, at=timezone.now())
    for question in costs.questions([made], at=timezone.now()):
        costs.ask(connection, question, at=timezone.now())
    return made
