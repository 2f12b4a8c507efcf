"""Stock: copies taken for an order while it is paid, kept when it is, given back when it is not.

Whoever changes stock holds these locks in this order: the cart or order, then the stocks by their
keys. So nobody waits in a circle, and nobody sells what somebody else has just taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from modules.commerce.models import (
    CartItem,
    Hold,
    Order,
    Stock,
)
from modules.commerce.services.orders import locking, trail, worth
from safelight.jobs import switches
from safelight.kernel.errors import Refusal

# How long copies wait for a payment that has been started.
PATIENCE = timedelta(minutes=15)

# (price list, photo or None)
Place = tuple[int, int | None]


class SoldOut(Refusal):
    """Fewer copies are left than were asked for; nothing was taken."""

    code = "sold_out"


@dataclass(frozen=True)
class Taken:
    """Copies of locked stocks, to be written down for an order in the same transaction."""

    wanted: Sequence[tuple[Stock, int]]

    def hold(self, order: Order, *, until: datetime | None) -> None:
        """Take them off the stock for this order; ``until`` None: as long as the order lives."""
        for stock, quantity in self.wanted:
            stock.left -= quantity
            stock.save(update_fields=["left"])
            Hold.objects.update_or_create(
                order=order,
                stock=stock,
                defaults={"quantity": quantity, "until": until, "released_at": None},
            )


def needed(lines: Iterable[CartItem]) -> Counter[Place]:
    """Copies by stock: all rows of a list share one."""
    found: Counter[Place] = Counter()
    for line in lines:
        if line.row is not None:
            found[line.row.price_list_id, line.photo_id] += line.quantity
    return found


def left(places: Iterable[Place]) -> dict[Place, int]:
    """How many are left now, without locking; what has no limit is not in it."""
    rows = _of(places)
    return {(row.price_list_id, row.photo_id): row.left for row in rows}


def take(wanted: Mapping[Place, int]) -> Taken:
    """Lock the stocks of these and see that there is enough. Raises ``SoldOut``."""
    rows = _of(wanted).select_related("price_list", "photo").order_by("pk")
    if not switches.is_off("locks"):
        rows = rows.select_for_update(of=("self",))
    taken = [(row, wanted[row.price_list_id, row.photo_id]) for row in rows]
    short = [row for row, quantity in taken if row.left < quantity]
    if short:
        raise SoldOut(_sentence(short))
    return Taken(taken)


def hold(order: Order, *, at: datetime, until: datetime | None = None) -> None:
    """Hold the order's copies while it is paid, or longer where they are held already.

    ``until`` is fifteen minutes from ``at`` unless given. Needs a transaction with the order's
    lock. Raises ``SoldOut`` where the time ran out and somebody else has bought them meanwhile.
    """
    until = until or at + PATIENCE
    held = order.holds.filter(released_at=None)
    held.filter(until__lt=until).update(until=until)
    _take_missing(order, until=until)


def keep(order: Order) -> list[str]:
    """Hold the order's copies for good: it is paid. Needs a transaction with the order's lock.

    Returns the names of what was held too short and is sold to somebody else now; nothing of the
    order is taken then that was not held, and a person has to decide.
    """
    order.holds.filter(released_at=None).update(until=None)
    try:
        with transaction.atomic():  # A refusal takes back only what was tried here.
            _take_missing(order, until=None)
    except SoldOut:
        return _names_of_missing(order)
    return []


def release(order: Order, *, at: datetime) -> None:
    """Give the order's copies back. Needs a transaction with the order's lock."""
    held = list(order.holds.filter(released_at=None))
    rows = Stock.objects.filter(pk__in=[each.stock_id for each in held]).order_by("pk")
    stocks = {row.pk: row for row in rows.select_for_update()}
    for each in held:
        stock = stocks[each.stock_id]
        stock.left += each.quantity
        stock.save(update_fields=["left"])
        each.released_at = at
        each.save(update_fields=["released_at"])


def fit(order: Order, *, at: datetime) -> None:
    """As ``release``, of copies that are held for what was left out only."""
    wanted = _wanted(order)
    held = list(order.holds.filter(released_at=None).select_related("stock"))
    rows = Stock.objects.filter(pk__in=[each.stock_id for each in held]).order_by("pk")
    for stock in rows.select_for_update():
        hold = next(each for each in held if each.stock_id == stock.pk)
        count = hold.quantity - wanted[stock.price_list_id, stock.photo_id]
        if count <= 0:
            continue
        stock.left += count
        stock.save(update_fields=["left"])
        if count == hold.quantity:
            hold.released_at = at
        else:
            hold.quantity -= count
        hold.save(update_fields=["quantity", "released_at"])


def release_lapsed(*, at: datetime) -> int:
    """Give back what was held for payments that did not come; returns how many orders lost."""
    due = Q(holds__until__lte=at, holds__released_at=None)
    orders = sorted(set(Order.objects.filter(due).values_list("pk", flat=True)))
    return sum(_release_if_lapsed(order_id, at) for order_id in orders)


def _release_if_lapsed(order_id: int, at: datetime) -> bool:
    with transaction.atomic():  # Stock and hold change together.
        order = locking.lock(order_id)
        # Paid, or asked to pay again, since it was found.
        if not order.holds.filter(until__lte=at, released_at=None).exists():
            return False
        release(order, at=at)
        trail.record(order=order, verb="stock_released", by=None, at=at)
    return True


def _take_missing(order: Order, *, until: datetime | None) -> None:
    take(_missing(order)).hold(order, until=until)


def _missing(order: Order) -> dict[Place, int]:
    """Copies of the order that are not held for it now."""
    held = order.holds.filter(released_at=None).values_list(
        "stock__price_list_id", "stock__photo_id"
    )
    wanted = _wanted(order)
    return {place: wanted[place] for place in wanted.keys() - set(held)}


def _wanted(order: Order) -> Counter[Place]:
    """Copies of the order by stock, without what was left out."""
    found: Counter[Place] = Counter()
    for line in order.lines.prefetch_related("items"):
        if line.price_list_id is not None and (copies := worth.kept_copies(line)):
            found[line.price_list_id, line.photo_id] += copies
    return found


def _names_of_missing(order: Order) -> list[str]:
    missing = _missing(order)
    have = left(missing)
    short = {place for place, quantity in missing.items() if have.get(place, quantity) < quantity}
    lines = order.lines.prefetch_related("items")
    places = (
        (line.name, (line.price_list_id, line.photo_id))
        for line in lines
        if worth.kept_copies(line)
    )
    return [name for name, place in places if place in short]


def _of(places: Iterable[Place]) -> QuerySet[Stock]:
    asked = set(places)
    wanted = Q(pk__in=())
    for price_list_id, photo_id in asked:
        wanted |= Q(price_list=price_list_id, photo=photo_id)
    return Stock.objects.filter(wanted)


def _sentence(short: Sequence[Stock]) -> str:
    names = ", ".join(str(row.photo or row.price_list) for row in short)
    if all(row.left == 0 for row in short):
        return _("Sold out meanwhile: %s") % names
    return _("Fewer copies are left than you want: %s") % names
