"""Reads that pages, API and hooks share: whose cart and whose orders."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from modules.commerce import permissions
from modules.commerce.models import (
    Cart,
    ItemState,
    Life,
    Order,
    OrderEntry,
    OrderItem,
    Validation,
)
from modules.commerce.services.paying import ledger
from safelight.accounts import visitors

# Orders that somebody without an account has opened by the link of a mail, in this session.
OPENED = "commerce.opened"
_IN_CART = """
SELECT count(*) FROM commerce_cartitem
WHERE cart_id = (SELECT id FROM commerce_cart WHERE visitor_id = %s)
"""


def cart(request: HttpRequest) -> Cart | None:
    """The cart of who asks, and of nobody else; None where there is none yet."""
    visitor = visitors.current(request)
    return Cart.objects.filter(visitor=visitor).first() if visitor else None


def is_outdated(request: HttpRequest) -> bool:
    """Whether a form was made before the cart was ordered: what it says belongs to that order."""
    key, found = request.POST.get("key", ""), cart(request)
    return bool(key) and found is not None and key != found.placement_key


def count_in_cart(request: HttpRequest) -> int:
    """Shown on every page of the site: writing the query would cost more than asking it."""
    visitor = visitors.current(request)
    if visitor is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_IN_CART, [visitor.pk])
        count: int = cursor.fetchone()[0]
    return count


def own_orders(request: HttpRequest) -> QuerySet[Order]:
    """The orders of who asks: placed by them, or opened by a link that was mailed to them."""
    visitor = visitors.current(request)
    mine = Q(public_id__in=request.session.get(OPENED, ()), person=None)
    if visitor is not None:
        mine |= Q(visitor=visitor)
    if request.user.is_authenticated:
        mine |= Q(person=request.user)
    return Order.objects.filter(mine)


def visible_orders(request: HttpRequest) -> QuerySet[Order]:
    """For the team every order, as far as the role allows it; for everybody else their own."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    return Order.objects.all() if permissions.VIEW in allowed else own_orders(request)


def with_ready(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders that have something to deliver now."""
    return orders.filter(life=Life.OPEN).filter(_has(ItemState.PENDING))


def with_problems(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.filter(life=Life.OPEN).filter(_has(ItemState.PROBLEM))


def with_goods(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with something to send, to hand out or to do."""
    return orders.filter(life=Life.OPEN).filter(_has(ItemState.EXTERNAL))


def with_money_to_settle(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with a payment or refund that a person has to decide about, cancelled ones too."""
    return orders.filter(ledger.with_problems())


def to_decide(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders that wait to be accepted or declined."""
    return orders.filter(life=Life.OPEN, validation=Validation.AWAITING)


def new(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Open orders of which nobody has done anything yet; charges are no news to who made them."""
    touched = Exists(_entries_of_the_team())
    return (
        orders.filter(life=Life.OPEN, is_charge=False)
        .exclude(validation=Validation.DECLINED)
        .filter(~touched)
    )


def needing_the_studio(orders: QuerySet[Order]) -> QuerySet[Order]:
    """New ones, and those with something to decide, deliver, send or mend, or money to settle."""
    wanted = (
        Q(validation=Validation.AWAITING)
        | Q(_has(ItemState.PENDING))
        | Q(_has(ItemState.PROBLEM))
        | Q(_has(ItemState.EXTERNAL))
        | (
            Q(is_charge=False)
            & ~Q(validation=Validation.DECLINED)
            & ~Q(Exists(_entries_of_the_team()))
        )
    )
    return orders.filter(Q(wanted, life=Life.OPEN) | ledger.with_problems())


def _has(state: ItemState) -> Exists:
    return Exists(OrderItem.objects.filter(order=OuterRef("pk"), state=state))


def _entries_of_the_team() -> QuerySet[OrderEntry]:
    """Whatever was done to an order after it was placed, by a person or by the system."""
    return OrderEntry.objects.filter(order=OuterRef("pk")).exclude(verb="placed")
