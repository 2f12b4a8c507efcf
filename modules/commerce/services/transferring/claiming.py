"""Which orders give a right to which finals: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from modules.commerce.models import ItemState, Method, Order, OrderItem, OrderLine, Refund
from modules.commerce.services.delivery import rights
from modules.gallery.facts import Claim

# An item gets there when its order is paid or forced, and nowhere else.
RELEASED = (ItemState.EXTERNAL, ItemState.DELIVERED, ItemState.SHIPPED)


def claims(*, gallery_id: int, with_prints: bool, visitor_id: int) -> dict[int, Claim]:
    """What the visitor may have in a gallery by the orders whose personal link they opened.

    By photo id. Of several orders of a photo, one of the file as it is counts before one of a size.
    """
    # Whoever has an account is known by it: nobody else opens the link of their order.
    own = Q(person=None) | Q(person__visitor=visitor_id)
    orders = Order.objects.filter(own, transfer_visits__visitor=visitor_id, life="open")
    fetchable = [order for order in orders if rights.may_fetch(order)]
    found: dict[int, Claim] = {}
    items = paid_items(fetchable, gallery_id=gallery_id, with_prints=with_prints)
    for item in items:
        known = found.get(item.photo_id or 0)
        if known is None or known.format_id is not None:
            found[item.photo_id or 0] = _claim(item)
    return found


def ordered_items(
    orders: Iterable[Order], *, gallery_id: int, with_prints: bool
) -> QuerySet[OrderItem]:
    """What gives, or will give, a right to finals of the gallery, paid or not."""
    wanted = Q(method=Method.TRANSFER)
    if with_prints:
        wanted |= Q(line__kind=OrderLine.Kind.PRINT)
    rows: QuerySet[OrderItem] = OrderItem.objects.filter(
        wanted, order__in=orders, gallery=gallery_id, photo__isnull=False
    )
    return rows.exclude(state=ItemState.CANCELLED).select_related("order", "line")


def paid_items(
    orders: Iterable[Order], *, gallery_id: int, with_prints: bool
) -> Sequence[OrderItem]:
    """Those that give it now: released, and not given back."""
    rows = ordered_items(orders, gallery_id=gallery_id, with_prints=with_prints)
    given = Sum(
        "line__refunds__amount", filter=Q(line__refunds__refund__state=Refund.State.SUCCEEDED)
    )
    released = rows.filter(state__in=RELEASED).annotate(given_back=Coalesce(given, 0))
    return [item for item in released.order_by("pk") if not _is_given_back(item)]


def _is_given_back(item: OrderItem) -> bool:
    given_back: int = item.given_back  # type: ignore[attr-defined]
    item.line.order = item.order
    return given_back > 0 and given_back >= item.line.gross


def _claim(item: OrderItem) -> Claim:
    # A print is no size of a file: whoever may have the final with it has it as it is.
    format_id = item.format_id if item.method == Method.TRANSFER else None
    return Claim(order_public_id=item.order.public_id, email=item.order.email, format_id=format_id)
