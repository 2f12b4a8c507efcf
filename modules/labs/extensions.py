"""What labs answer to hooks."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from modules.commerce.models import Order
from modules.labs import permissions, selectors
from modules.labs.costs import making_costs
from modules.labs.figures import studio_figures
from modules.labs.models import LabPiece, LabState
from modules.labs.price_panel import price_list_panel
from modules.labs.window import (
    costs_of_labs,
    days_of_parcels,
    made_by_labs,
    pictures_of_rows,
    prepare_shipping,
    shipping_of_labs,
)
from safelight.kernel.hooks import impl

__all__ = [
    "costs_of_labs",
    "days_of_parcels",
    "made_by_labs",
    "making_costs",
    "pictures_of_rows",
    "prepare_shipping",
    "price_list_panel",
    "shipping_of_labs",
    "studio_figures",
]

# As ``LabOrder.may_be_there``.
_THERE = Q(lab_order__state__in=[LabState.SENDING, LabState.AT_LAB]) | Q(
    ~Q(lab_order__lab_id="") | Q(lab_order__unclear_at__isnull=False),
    lab_order__state=LabState.STOPPED,
)


@impl
def brand_of(kind: str, public_id: str) -> int | None:
    if kind != "lab_order":
        return None
    orders = Order.objects.filter(items__lab_pieces__lab_order__public_id=public_id)
    worn = set(orders.values_list("brand", flat=True))
    return worn.pop() if len(worn) == 1 else None


@impl
def why_not_cancelled(order_id: int, item_ids: Collection[int] | None) -> str | None:
    """The order is locked, and nobody sends anything of it without that lock."""
    pieces = LabPiece.objects.filter(_THERE, item__order=order_id, is_live=True)
    if item_ids is not None:
        pieces = pieces.filter(item__in=item_ids)
    piece = pieces.select_related("lab_order__connection").first()
    if piece is None:
        return None
    words = {"lab": piece.lab_order.connection.name, "name": piece.lab_order.reference}
    sentence = _(
        "%(lab)s may have begun with prints of this order. Take the lab order %(name)s back first."
    )
    return sentence % words


@impl
def order_panel(request: HttpRequest, order: Order) -> SafeString | None:
    """The lab orders of a client's order."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    rows = list(selectors.of_order(order.pk)) if permissions.VIEW in allowed else []
    if not rows:
        return None
    context = {"lab_orders": rows}
    return render_to_string("labs/workspace/order_panel.html", context, request=request)
