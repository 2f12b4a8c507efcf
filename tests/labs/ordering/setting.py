"""A price list that a lab makes, and orders of its prints; use them inside a studio."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from modules.commerce.models import (
    ItemState,
    Method,
    Order,
    OrderItem,
    OrderLine,
    Parcel,
    PaymentState,
    PriceList,
)
from modules.labs.models import (
    LabConnection,
    LabList,
    LabOrder,
    LabPiece,
    LabRow,
    LabWay,
    PrintFile,
)
from modules.labs.services import ordering
from safelight.accounts.models import Visitor
from tests.commerce import selling
from tests.commerce.checkout.buying import BERLIN
from tests.gallery.factories import make_photo
from tests.labs.printing import things

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
_numbers = itertools.count(100)


def connection(lab: str = "paper", **fields: Any) -> LabConnection:
    made: LabConnection = LabConnection.objects.create(
        **{"lab": lab, "name": "Paper lab", "connected_at": AT, **fields}
    )
    return made


def prints_by(of: LabConnection, **rule: Any) -> PriceList:
    """A list with one row that is a product of the lab, sent by its way "Standard"."""
    made = selling.price_list(made_by_lab=True)
    product = things.product(of)
    LabRow.objects.create(row=selling.price_row(made), product=product)
    LabList.objects.create(price_list=made, connection=of, **rule)
    if not LabWay.objects.filter(connection=of).exists():
        profile = selling.profile("Lab post", made, kind="lab")
        LabWay.objects.create(profile=profile, connection=of, method="Standard")
    return made


def ordered(
    of: PriceList,
    *,
    prints: int = 1,
    kind: str = "lab",
    state: str = ItemState.TO_LAB,
    **fields: Any,
) -> Order:
    """An order of so many prints from a list, paid and released unless it is said otherwise."""
    rule = of.lab
    way = LabWay.objects.get(connection=rule.connection)
    number = next(_numbers)
    order: Order = Order.objects.create(
        **{
            "number": number, "visitor": Visitor.objects.create(), "email": "carla@example.org",
            "name": "Carla Client", "currency": "EUR", "placed_at": AT, "goods": 2000 * prints,
            "total": 2000 * prints, "payment": PaymentState.PAID, "shipping_address": BERLIN,
            "placement_key": f"lab {number}", **fields,
        }
    )  # fmt: skip
    parcel = Parcel.objects.create(order=order, profile=way.profile, name="Post", kind=kind)
    for _each in range(prints):
        photo = make_photo()
        line = OrderLine.objects.create(
            order=order, kind="print", price_list=of, row=of.rows.get(), photo=photo, quantity=2,
            name=photo.name, description="13 × 18 cm", parcel=parcel, unit_price=1000, amount=2000,
        )  # fmt: skip
        OrderItem.objects.create(
            order=order, line=line, photo=photo, name=photo.name, quantity=2, state=state,
            method=Method.LAB,
        )  # fmt: skip
    return order


def gathered(of: PriceList, **fields: Any) -> LabOrder:
    """The lab order of a new order of the list."""
    (made,) = ordering.gather(order_id=ordered(of, **fields).pk, at=AT)
    return made


def at_lab(of: PriceList, **fields: Any) -> LabOrder:
    """One that the lab has accepted."""
    made = gathered(of, **fields)
    if made.state == "waiting":
        ordering.send(lab_order=made, by=None, at=AT)
    ordering.submit(lab_order_id=made.pk, at=AT)
    made.refresh_from_db()
    assert made.state == "at_lab", made.problem
    return made


def files_at_once(*, pieces: Collection[LabPiece]) -> dict[int, PrintFile]:
    """Instead of ``printing.ask_for``: files that are made already, whatever is in them."""
    return {
        piece.pk: piece.file or things.give_file(piece, digest=piece.public_id) for piece in pieces
    }


def states(order: Order) -> set[str]:
    return set(order.items.values_list("state", flat=True))


def items_of(lab_order: LabOrder) -> set[str]:
    return set(lab_order.pieces.values_list("item__state", flat=True))


def fresh(lab_order: LabOrder) -> LabOrder:
    lab_order.refresh_from_db()
    return lab_order
