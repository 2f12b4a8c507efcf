"""Price lists for tests; use them inside a studio."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from modules.commerce.models import (
    Cart,
    CartItem,
    Choice,
    Offering,
    Option,
    PriceList,
    PriceRow,
    Stock,
)
from modules.gallery.models import Gallery, Photo
from safelight.accounts.models import Visitor


def sell(
    kind: str = "download", *rows: int, at: Gallery | Photo | None = None, **fields: Any
) -> PriceList:
    """A list with a row for each amount (one of 1500 without any), offered at a place."""
    made: PriceList = PriceList.objects.create(kind=kind, name=f"{kind} list", **fields)
    for position, amount in enumerate(rows or (1500,)):
        make_row(made, amount, position=position)
    if at is not None:
        offer(made, at)
    return made


def make_row(price_list: PriceList, amount: int = 1500, **fields: Any) -> PriceRow:
    row: PriceRow = PriceRow.objects.create(
        price_list=price_list, amount=amount, **{"name": f"Row of {amount}", **fields}
    )
    return row


def offer(price_list: PriceList, at: Gallery | Photo) -> None:
    where = {"gallery": at} if isinstance(at, Gallery) else {"photo": at}
    Offering.objects.create(price_list=price_list, **where)


def make_option(price_list: PriceList, **choices: int) -> list[Choice]:
    """An option "Paper" with choices by name and extra."""
    option = Option.objects.create(price_list=price_list, name="Paper")
    return [
        Choice.objects.create(option=option, name=name, extra=extra, position=position)
        for position, (name, extra) in enumerate(choices.items())
    ]


def keep(price_list: PriceList, left: int, photo: Photo | None = None) -> Stock:
    stock: Stock = Stock.objects.create(price_list=price_list, photo=photo, left=left)
    return stock


def put(price_list: PriceList, **fields: Any) -> CartItem:
    """A line of a cart, as it was once put in."""
    row = fields.pop("row", None) or price_list.rows.get()
    cart = fields.pop("cart", None) or Cart.objects.create(visitor=Visitor.objects.create())
    item: CartItem = CartItem.objects.create(cart=cart, row=row, added_at=timezone.now(), **fields)
    return item
