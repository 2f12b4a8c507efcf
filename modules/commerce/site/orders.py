"""The client's page of an order, at one address for ever, and the list of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce import selectors
from modules.commerce.models import Order
from modules.commerce.services import documents, links, transferring
from modules.commerce.services.paying import starting
from modules.commerce.site import standing
from modules.commerce.site.doors import entering
from safelight.accounts import paging

PER_PAGE = 30
MOST_OPENED = 50


@require_safe
@entering
def order(request: HttpRequest, order: Order) -> HttpResponse:
    context = {
        "order": order,
        "standing": standing.of(request, order),
        "is_payable": starting.is_payable(order),
        "papers": documents.of_order(order),
        "transfers": transferring.places(order) if order.is_open else (),
    }
    return render(request, "commerce/site/order.html", context)


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    page = paging.page(request, selectors.own_orders(request), key="-number", size=PER_PAGE)
    context = {"page": page, "rows": standing.short(page.rows)}
    return render(request, "commerce/site/orders.html", context)


@never_cache
@require_safe
def open_by_mail(request: HttpRequest, order: str, stamp: str) -> HttpResponse:
    """The link of a mail to somebody without an account: this browser may see the order now.

    ``?document=`` leads on to one of its papers.
    """
    found = Order.objects.filter(public_id=order).first()
    if found is None or not links.may_open(found, stamp):
        raise Http404
    opened = [each for each in request.session.get(selectors.OPENED, []) if each != order]
    request.session[selectors.OPENED] = [*opened, order][-MOST_OPENED:]
    if paper := found.documents.filter(public_id=request.GET.get("document", "")).first():
        return redirect("commerce_site:document", order, paper.public_id)
    return redirect("commerce_site:order", order)
