"""What a refund is for: lines and parcels of the order, each up to what was paid for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from modules.commerce.models import Order, OrderLine, Parcel, Refund, RefundPart
from modules.commerce.money.allocation import allocate
from modules.commerce.services.orders import worth
from modules.commerce.services.paying.ledger import PROMISED
from safelight.kernel.errors import Refusal


class MoreThanLeft(Refusal):
    """More would go back than came, or than a line was paid."""

    code = "more_than_left"
    status = 400


@dataclass(frozen=True)
class Part:
    """So much of this line or parcel, in minor units."""

    of: OrderLine | Parcel
    amount: int


def left(order: Order) -> list[Part]:
    """Each line and parcel with what can still be given back of it, 0 included."""
    gone = RefundPart.objects.filter(refund__order=order, refund__state__in=PROMISED)
    by_line = dict(gone.exclude(line=None).values_list("line").annotate(Sum("amount")))
    by_parcel = dict(gone.exclude(parcel=None).values_list("parcel").annotate(Sum("amount")))
    lines = order.lines.select_related("order")
    parcels = order.parcels.select_related("order")
    return [
        *(Part(line, line.gross - by_line.get(line.pk, 0)) for line in lines),
        *(Part(parcel, parcel.gross - by_parcel.get(parcel.pk, 0)) for parcel in parcels),
    ]


def everything_left(order: Order) -> list[Part]:
    return [part for part in left(order) if part.amount]


def of_left_out(order: Order) -> list[Part]:
    """What was paid for things that were left out since, and has not been given back."""
    there = {(type(part.of), part.of.pk): part for part in left(order)}
    found = []
    for row, cost in worth.of_left_out(order):
        part = there[type(row), row.pk]
        paid = cost - (row.ordered_gross - part.amount)
        if paid > 0 and order.payments.filter(received__gt=0).exists():
            found.append(Part(part.of, min(paid, part.amount)))
    return found


def of_amount(order: Order, amount: int) -> list[Part]:
    """An amount in proportion to what is left of each line and parcel. Raises ``MoreThanLeft``."""
    there = everything_left(order)
    if not 0 < amount <= sum(part.amount for part in there):
        raise MoreThanLeft(_("So much cannot be given back: less is left of this order."))
    shares = allocate(amount, [part.amount for part in there])
    return [Part(part.of, share) for part, share in zip(there, shares, strict=True) if share]


def spread(order: Order, amount: int) -> list[Part]:
    """As ``of_amount`` for money that is gone already: what exceeds the order is of no line."""
    most = sum(part.amount for part in everything_left(order))
    return of_amount(order, min(amount, most)) if most else []


def check(order: Order, wanted: Sequence[Part]) -> int:
    """The sum of these parts of a locked order. Raises ``MoreThanLeft``."""
    there = {(type(part.of), part.of.pk): part.amount for part in left(order)}
    for part in wanted:
        most = there.pop((type(part.of), part.of.pk), -1)
        if not 0 < part.amount <= most:
            raise MoreThanLeft(
                _("So much of “%(name)s” cannot be given back.") % {"name": part.of.name}
            )
    if not wanted:
        raise MoreThanLeft(_("Say what is to be given back."))
    return sum(part.amount for part in wanted)


def write(refund: Refund, wanted: Sequence[Part]) -> None:
    RefundPart.objects.bulk_create(
        RefundPart(
            refund=refund,
            line=part.of if isinstance(part.of, OrderLine) else None,
            parcel=part.of if isinstance(part.of, Parcel) else None,
            amount=part.amount,
        )
        for part in wanted
    )
