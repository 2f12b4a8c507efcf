"""What can be done to an order at the fake Prodigi after it was placed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from safelight.fakelab import prodigi_bills, telling
from safelight.fakelab import prodigi_shapes as shapes
from safelight.fakelab.desk import Desk
from safelight.fakelab.orders import Order, Parcel, Step
from safelight.fakelab.switches import Taking

if TYPE_CHECKING:
    from safelight.fakelab.prodigi import Request

Thing = dict[str, Any]
Answer = tuple[int, Thing]
_BEFORE = (Step.FETCHING, Step.READY, Step.STUCK)


def find(desk: Desk, request: Request) -> Order | None:
    order = desk.orders.get(request.parts[1])
    is_theirs = order is not None and order.account == request.account
    return order if order and is_theirs and order.house == "prodigi" else None


def available(desk: Desk, request: Request) -> Answer:
    order = find(desk, request)
    if order is None:
        return 404, shapes.answer("EntityNotFound")
    early = {"isAvailable": "Yes" if order.step in _BEFORE else "No"}
    names = ("cancel", "changeRecipientDetails", "changeShippingMethod")
    found = dict.fromkeys(names, early) | {"changeMetaData": {"isAvailable": "Yes"}}
    return 200, shapes.answer("Ok", **found)


def _cancel(desk: Desk, order: Order, body: Thing) -> str:
    if order.step not in _BEFORE:
        return "ActionNotAvailable"
    if desk.switches.cancelling == Taking.REFUSED:
        return "FailedToCancel"
    if desk.switches.cancelling == Taking.PARTLY and len(order.pieces) > 1:
        taken = order.pieces[: len(order.pieces) // 2]
        order.parcels = [_cancelled(desk, [piece.id for piece in taken])]
        return "Cancelled"
    prodigi_bills.give_back(desk, order)
    order.parcels = [_cancelled(desk, [piece.id for piece in order.pieces])]
    order.move(Step.CANCELLED)
    telling.cancelled(desk, order)
    return "Cancelled"


def _ship_by(desk: Desk, order: Order, body: Thing) -> str:
    if order.step not in _BEFORE:
        return "ActionNotAvailable"
    order.method = body["shippingMethod"]
    order.move(order.step, order.due)
    return "Updated"


def _send_to(desk: Desk, order: Order, body: Thing) -> str:
    if order.step not in _BEFORE:
        return "ActionNotAvailable"
    order.asked = order.asked | {"recipient": body}
    order.country = body["address"]["countryCode"]
    order.move(order.step, order.due)
    return "Updated"


def _describe(desk: Desk, order: Order, body: Thing) -> str:
    order.asked = order.asked | {"metadata": body["metadata"]}
    return "Updated"


def _acting(
    act: Callable[[Desk, Order, Thing], str],
) -> Callable[[Desk, Request], Answer]:
    def operation(desk: Desk, request: Request) -> Answer:
        order = find(desk, request)
        if order is None:
            return 404, shapes.answer("EntityNotFound")
        outcome = act(desk, order, request.body or {})
        return 200, shapes.answer(outcome, order=shapes.order(order))

    return operation


def _cancelled(desk: Desk, pieces: list[str]) -> Parcel:
    return Parcel(
        id=f"shp_{desk.number()}", pieces=pieces, carrier="", service="", number="", origin="NL",
        status="Cancelled",
    )  # fmt: skip


BY_NAME = {
    "cancel": _acting(_cancel),
    "updateshippingmethod": _acting(_ship_by),
    "updaterecipient": _acting(_send_to),
    "updatemetadata": _acting(_describe),
}
