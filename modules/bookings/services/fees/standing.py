"""How the money of a booking stands, as its pages and lists tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingCharge, BookingState, SessionType
from modules.bookings.services import clock
from modules.bookings.services.fees import amounts, charging
from modules.commerce import facade as commerce

Fee = SessionType.Fee


@dataclass(frozen=True, kw_only=True)
class Part:
    """One order of a booking; ``pay_path`` is empty where there is nothing to pay.

    ``amount`` is what its client pays, ``worth`` how much of the fee it settles: taxes may come on
    top.
    """

    charge: BookingCharge
    title: str
    amount: int
    worth: int
    due_on: date | None
    is_paid: bool
    is_overdue: bool
    state: str
    pay_path: str


@dataclass(frozen=True, kw_only=True)
class Money:
    """``paid`` and ``left`` in minor units; ``tone`` is a badge's."""

    sums: amounts.Sums
    parts: Sequence[Part]
    paid: int
    left: int
    words: str
    tone: str
    pay_path: str


def of(booking: Booking, *, at: datetime) -> Money:
    rows = list(booking.charges.select_related("order").order_by("pk"))
    paid_orders = commerce.paid([row.order_id for row in rows])
    today = clock.today(at)
    parts = [_part(row, is_paid=paid_orders[row.order_id], today=today) for row in rows]
    sums = amounts.of(booking)
    paid = sum(each.worth for each in parts if each.is_paid)
    if booking.settled_at is not None:
        paid = sums.total
    left = max(0, sums.total - paid)
    words, tone = _words(booking, parts, paid=paid, left=left)
    return Money(
        sums=sums, parts=parts, paid=paid, left=left, words=words, tone=tone,
        pay_path=next((each.pay_path for each in parts if each.pay_path), ""),
    )  # fmt: skip


def _part(row: BookingCharge, *, is_paid: bool, today: date) -> Part:
    counts = row.void_at is None and row.order.is_open
    is_open = counts and not is_paid
    state: Any = row.order.get_payment_display() if row.order.is_open else _("Cancelled")
    return Part(
        charge=row, title=str(row.get_what_display()), amount=row.order.due,
        worth=row.order.goods, due_on=row.due_on,
        is_paid=is_paid, is_overdue=is_open and row.due_on is not None and row.due_on < today,
        state=str(state), pay_path=commerce.pay_address(row.order) if is_open else "",
    )  # fmt: skip


def _words(booking: Booking, parts: Sequence[Part], *, paid: int, left: int) -> tuple[str, str]:
    """In two or three words for lists, with the tone of its badge."""
    if not left:
        return (_("Paid"), "good") if paid else (_("Nothing to pay"), "outline")
    if booking.fee_mode == Fee.OUTSIDE:
        return _("Paid outside"), "outline"
    if any(each.is_overdue for each in parts) and booking.state == BookingState.BOOKED:
        return _("Overdue"), "bad"
    return (_("Paid in part"), "warn") if paid else (_("Unpaid"), "warn")


def owed(booking: Booking) -> int:
    """What the orders that count ask for and is not paid, in minor units."""
    rows = charging.counting(booking)
    paid_orders = commerce.paid([row.order_id for row in rows])
    return sum(row.order.due for row in rows if not paid_orders[row.order_id])
