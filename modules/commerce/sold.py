"""What was sold, for modules that reckon with it afterwards: an order's lines, items and refunds.

Amounts are minor units of the order's currency. Nothing of shipping is in them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch

from modules.commerce import hooks
from modules.commerce.hooks import Wanted
from modules.commerce.models import Order, OrderItem, OrderLine, Refund
from modules.commerce.money import refunding


@dataclass(frozen=True, kw_only=True)
class SoldItem:
    """Something of a line to be handed over; ``kept`` copies of ``quantity`` were not left out."""

    id: int
    photo_id: int | None
    name: str
    quantity: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class SoldLine:
    """``net`` as it was ordered, without tax; ``due`` is what of it is to be paid after all.

    ``back``: what went back of it with its tax, by the refund's id.
    """

    id: int
    name: str
    description: str
    row_id: int | None
    price_list_id: int | None
    gallery_id: int | None
    net: int
    due: int
    taxes: tuple[int, ...]
    back: dict[int, int] = field(default_factory=dict)
    items: tuple[SoldItem, ...] = ()

    def given_back(self, refund_ids: Collection[int]) -> int:
        """What of ``due`` went back by these refunds, in whatever order they came."""
        gross = sum(amount for key, amount in self.back.items() if key in refund_ids)
        parts = [self.due, *self.taxes]
        return refunding.shares(parts, before=0, amount=min(gross, sum(parts)))[0]


@dataclass(frozen=True, kw_only=True)
class SoldRefund:
    id: int
    amount: int
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SoldOrder:
    """``settled_at``: when it was paid, or let go because it costs nothing; None before."""

    id: int
    public_id: str
    number: int
    currency: str
    placed_at: datetime
    settled_at: datetime | None
    is_open: bool
    lines: tuple[SoldLine, ...]
    refunds: tuple[SoldRefund, ...]


def sold_orders(*, order_ids: Collection[int]) -> dict[int, SoldOrder]:
    """By the order's id, in five queries; only refunds that went back are among them."""
    back = Refund.objects.filter(state=Refund.State.SUCCEEDED).prefetch_related("parts")
    items = OrderItem.objects.order_by("pk")
    lines = OrderLine.objects.order_by("pk").prefetch_related(Prefetch("items", items))
    rows = Order.objects.filter(pk__in=order_ids).prefetch_related(Prefetch("lines", lines))
    return {order.pk: _order(order) for order in rows.prefetch_related(Prefetch("refunds", back))}


def expected_costs(*, order_id: int) -> dict[int, int]:
    """What labs ask by now for the lines of an order, by the line's id; lines whose lab has said
    nothing, or another currency, are left out.
    """
    order = Order.objects.get(pk=order_id)
    wanted = {
        line: Wanted(
            row_id=line.row_id,
            choices=tuple(str(each["id"]) for each in line.choices if each.get("id")),
            copies=line.quantity,
        )
        for line in order.lines.all()
        if line.row_id
    }
    costs = hooks.known_costs(wanted=list(wanted.values()))
    return {
        line.pk: costs[each].amount * each.copies
        for line, each in wanted.items()
        if each in costs and costs[each].currency == order.currency
    }


def _order(order: Order) -> SoldOrder:
    refunds = list(order.refunds.all())
    return SoldOrder(
        id=order.pk, public_id=order.public_id, number=order.number, currency=order.currency,
        placed_at=order.placed_at, settled_at=order.settled_at, is_open=order.is_open,
        lines=tuple(_line(order, line, refunds) for line in order.lines.all()),
        refunds=tuple(
            SoldRefund(
                id=each.pk, amount=each.amount, reason=each.reason,
                at=each.settled_at or each.asked_at,
            )
            for each in refunds
        ),
    )  # fmt: skip


def _line(order: Order, line: OrderLine, refunds: list[Refund]) -> SoldLine:
    line.order = order
    back: dict[int, int] = {}
    for refund in refunds:
        for part in refund.parts.all():
            if part.line_id == line.pk:
                back[refund.pk] = back.get(refund.pk, 0) + part.amount
    return SoldLine(
        id=line.pk, name=line.name, description=line.description, row_id=line.row_id,
        price_list_id=line.price_list_id, gallery_id=line.gallery_id,
        net=line.ordered_gross - line.tax, due=line.net,
        taxes=tuple(int(tax["amount"]) for tax in line.kept_taxes),
        back=back, items=tuple(_item(each) for each in line.items.all()),
    )  # fmt: skip


def _item(item: OrderItem) -> SoldItem:
    return SoldItem(
        id=item.pk, photo_id=item.photo_id, name=item.name, quantity=item.quantity, kept=item.kept
    )
