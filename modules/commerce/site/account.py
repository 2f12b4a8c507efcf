"""What a client finds again in their account: downloads and invoices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce import selectors
from modules.commerce.models import Document, ItemState, Order, OrderItem
from modules.commerce.services.delivery import rights
from safelight.accounts import paging
from safelight.kernel import marks

PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Fetchable:
    """The files of an order that can be fetched now."""

    order: Order
    items: Sequence[OrderItem]
    bytes: int


@marks.open_for_what_was_paid
@never_cache
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Bought and FINAL files stay here: they can be fetched again at any time."""
    files = OrderItem.objects.filter(state=ItemState.DELIVERED).exclude(file={})
    orders = selectors.own_orders(request).filter(pk__in=files.values("order"))
    page = paging.page(request, orders, key="-number", size=PER_PAGE)
    found = [_fetchable(order) for order in page.rows if rights.may_fetch(order)]
    return render(request, "commerce/site/downloads.html", {"page": page, "found": found})


@marks.open_for_what_was_paid
@never_cache
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    papers = Document.objects.filter(order__in=selectors.own_orders(request))
    page = paging.page(request, papers.select_related("order"), key="-pk", size=PER_PAGE)
    return render(request, "commerce/site/invoices.html", {"page": page})


def _fetchable(order: Order) -> Fetchable:
    items = list(order.items.filter(state=ItemState.DELIVERED).exclude(file={}))
    return Fetchable(order=order, items=items, bytes=sum(item.source.bytes for item in items))
