"""Reads that pages, API and hooks share: whose cart and whose orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from modules.commerce import permissions
from modules.commerce.models import (
    Cart,
    CartItem,
    ItemState,
    Life,
    Order,
    OrderEntry,
    OrderItem,
    Validation,
)
from modules.gallery import facade as gallery
from safelight.accounts import visitors

# Orders that somebody without an account has opened by the link of a mail, in this session.
OPENED = "commerce.opened"
_IN_CART = """
SELECT count(*) FROM commerce_cartitem
WHERE cart_id = (SELECT id FROM commerce_cart WHERE visitor_id = %s)
"""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the cart; ``orderable`` is False where it cannot be ordered any more."""

    item: CartItem
    thumb: gallery.Thumb | None
    orderable: bool


def cart(request: HttpRequest) -> Cart | None:
    """The cart of who asks, and of nobody else; None where there is none yet."""
    visitor = visitors.current(request)
    return Cart.objects.filter(visitor=visitor).first() if visitor else None


def lines(request: HttpRequest, found: Cart | None) -> list[Line]:
    """Every line of a cart, with its thumbnail and whether it can still be ordered."""
    if found is None:
        return []
    return lines_of(request, list(found.items.select_related("photo", "gallery")))


def lines_of(request: HttpRequest, items: Sequence[CartItem]) -> list[Line]:
    pairs = [item.pair for item in items]
    thumbs = gallery.thumbnails(request=request, pairs=pairs)
    allowed = gallery.orderable(viewer=gallery.viewer_of(request), pairs=pairs)
    return [
        Line(item=item, thumb=thumbs.get(item.pair[1]), orderable=allowed[item.pair[1]])
        for item in items
    ]


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


def to_decide(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders that wait to be accepted or declined."""
    return orders.filter(life=Life.OPEN, validation=Validation.AWAITING)


def new(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Open orders of which nobody has done anything yet."""
    touched = Exists(_entries_of_the_team())
    return orders.filter(life=Life.OPEN).exclude(validation=Validation.DECLINED).filter(~touched)


def needing_the_studio(orders: QuerySet[Order]) -> QuerySet[Order]:
    """New ones, and those with something to decide, to deliver or to mend."""
    wanted = (
        Q(validation=Validation.AWAITING)
        | Q(_has(ItemState.PENDING))
        | Q(_has(ItemState.PROBLEM))
        | (~Q(validation=Validation.DECLINED) & ~Q(Exists(_entries_of_the_team())))
    )
    return orders.filter(wanted, life=Life.OPEN)


def _has(state: ItemState) -> Exists:
    return Exists(OrderItem.objects.filter(order=OuterRef("pk"), state=state))


def _entries_of_the_team() -> QuerySet[OrderEntry]:
    """Whatever was done to an order after it was placed, by a person or by the system."""
    return OrderEntry.objects.filter(order=OuterRef("pk")).exclude(verb="placed")
