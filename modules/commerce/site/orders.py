"""The client's page of an order, at one address for ever, and the list of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce import hooks, selectors
from modules.commerce.models import Order
from modules.commerce.services import documents, transferring
from modules.commerce.services.paying import promising, starting
from modules.commerce.site import standing
from modules.commerce.site.doors import entering
from safelight.accounts import paging
from safelight.kernel import marks

PER_PAGE = 30


@marks.open_for_what_was_paid
@require_safe
@entering
def order(request: HttpRequest, order: Order) -> HttpResponse:
    context = {
        "order": order,
        "standing": standing.of(request, order),
        "is_payable": starting.is_payable(order),
        "promised_at": promising.promised_at(order) if starting.is_payable(order) else None,
        "papers": documents.of_order(order),
        "ways_on": hooks.ways_on(order=order),
        "transfers": transferring.places(order) if order.is_open else (),
    }
    return render(request, "commerce/site/order.html", context)


@marks.open_for_what_was_paid
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    page = paging.page(request, selectors.own_orders(request), key="-number", size=PER_PAGE)
    context = {"page": page, "rows": standing.short(page.rows)}
    return render(request, "commerce/site/orders.html", context)
