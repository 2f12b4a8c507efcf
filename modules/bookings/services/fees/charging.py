"""Asking for what a booking costs: one order of commerce for each part of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from modules.bookings.models import Booking, BookingCharge
from modules.bookings.services import clock
from modules.bookings.services.booking import trail
from modules.bookings.services.fees import amounts
from modules.commerce import facade as commerce
from modules.commerce.facade import Charged, ChargeLine
from modules.commerce.models import Order
from safelight.accounts.models import Person
from safelight.site import selectors as site

What = BookingCharge.What


def ask_at_once(booking: Booking, *, at: datetime) -> BookingCharge | None:
    """The order for what is paid when booking; None where nothing is."""
    today = clock.today(at)
    amount, sums = amounts.asked_at_once(booking, today=today), amounts.of(booking)
    if amount <= 0:
        return None
    what = What.WHOLE if amount == sums.total else What.RETAINER
    return ask(booking, what, amount=amount, due_on=today, at=at)


def ask_balance(booking: Booking, *, at: datetime) -> BookingCharge | None:
    """The order for what is still to be paid; None where nothing is left, or never was later."""
    left = open_balance(booking)
    if left <= 0:
        return None
    due = booking.balance_due_on or clock.today(booking.starts_at)
    return ask(booking, What.BALANCE, amount=left, due_on=due, at=at)


def open_balance(booking: Booking) -> int:
    """What no order asks for yet of a booking that is charged here, in minor units."""
    sums = amounts.of(booking)
    asked = sum(each.order.goods for each in counting(booking) if each.what != What.BALANCE)
    return sums.now + sums.later - asked


def ask(
    booking: Booking, what: str, *, amount: int, due_on: date | None, at: datetime
) -> BookingCharge:
    """Charge a part once; another amount replaces an order that nobody paid yet."""
    # The order and the row that says what it is for.
    with transaction.atomic():
        Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
        rows = booking.charges.select_related("order")
        known: BookingCharge | None = rows.filter(what=what, void_at=None).first()
        if known is not None:
            is_paid = commerce.paid([known.order_id])[known.order_id]
            if is_paid or known.order.goods == amount:
                return known
            drop(known, reason=_("Another amount is asked for."), by=None, at=at)
        made: BookingCharge = BookingCharge.objects.create(
            booking=booking, order=_order(booking, what, amount, at), what=what, due_on=due_on
        )
        trail.record(booking, "charged", at=at, what=what, amount=amount)
    return made


def drop(charge: BookingCharge, *, reason: str, by: Person | None, at: datetime) -> None:
    """Ask for it no more; an order that is paid stays, and is refunded in commerce."""
    charge.void_at = at
    charge.save(update_fields=["void_at"])
    if not commerce.paid([charge.order_id])[charge.order_id] and charge.order.is_open:
        commerce.cancel_charge(order_id=charge.order_id, by=by, reason=reason, at=at)


def drop_unpaid(charge: BookingCharge, *, reason: str, by: Person | None, at: datetime) -> None:
    """Ask for it no more where nobody has paid; what is paid is the studio's to give back."""
    if not commerce.paid([charge.order_id])[charge.order_id]:
        drop(charge, reason=reason, by=by, at=at)


def counting(booking: Booking) -> list[BookingCharge]:
    """The charges that count, with their orders."""
    rows = booking.charges.filter(void_at=None).select_related("order").order_by("pk")
    return [each for each in rows if each.order.is_open]


def _order(booking: Booking, what: str, amount: int, at: datetime) -> Order:
    attempt = booking.charges.filter(what=what).count() + 1
    with translation.override(booking.spoken or site.language()):
        return commerce.charge(
            customer=Charged(
                visitor_id=booking.visitor_id, person_id=_person_id(booking),
                email=booking.email, name=booking.name, language=booking.spoken,
            ),
            lines=_lines(booking, what, amount), note="",
            key=f"booking {booking.public_id} {what} {attempt}", at=at,
        )  # fmt: skip


def _person_id(booking: Booking) -> int | None:
    return booking.visitor.person_id if booking.visitor else None


def _lines(booking: Booking, what: str, amount: int) -> list[ChargeLine]:
    """The package and each add-on where the whole is asked for; else one line for the part."""
    words = f"{booking.package_title} · {clock.when(booking)}".removeprefix(" · ")
    if what == What.WHOLE:
        found = [ChargeLine(name=booking.title, description=words, amount=booking.fee)]
        for each in booking.add_ons.all():
            line = ChargeLine(
                name=each.title, description=booking.title, amount=each.price,
                quantity=each.quantity,
            )  # fmt: skip
            found.append(line)
        return [line for line in found if line.amount > 0]
    part = {What.RETAINER: _("Retainer: %s"), What.BALANCE: _("Balance: %s")}[What(what)]
    return [ChargeLine(name=part % booking.title, description=words, amount=amount)]
