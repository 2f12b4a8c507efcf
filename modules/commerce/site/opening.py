"""The link of a mail to somebody without an account, and a fresh one where it is over."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce import selectors
from modules.commerce.models import Order
from modules.commerce.services.delivery import renewing_links
from modules.commerce.services.orders import links
from safelight.kernel import marks
from safelight.site import brands

MOST_OPENED = 50


@marks.open_for_what_was_paid
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_by_mail(request: HttpRequest, order: str, stamp: str) -> HttpResponse:
    """This browser may see the order now; ``?document=`` leads on to one of its papers, ``?pay=1``
    to where it is paid.

    POST asks for a new link where this one is over: it goes to the order's own address.
    """
    found = Order.objects.filter(public_id=order).first()
    if found is None:
        raise Http404
    brands.dress(request, lambda: found.brand_id)
    if links.is_over(found, stamp):
        return _over(request, found)
    if not links.may_open(found, stamp):
        raise Http404
    opened = [each for each in request.session.get(selectors.OPENED, []) if each != order]
    request.session[selectors.OPENED] = [*opened, order][-MOST_OPENED:]
    if "pay" in request.GET:
        return redirect("commerce_site:pay", order)
    if paper := found.documents.filter(public_id=request.GET.get("document", "")).first():
        return redirect("commerce_site:document", order, paper.public_id)
    return redirect("commerce_site:order", order)


def _over(request: HttpRequest, order: Order) -> HttpResponse:
    if not order.is_open:
        raise Http404
    if request.method == "POST":
        renewing_links.renew(order=order, at=timezone.now())
    context = {"order": order, "is_sent": request.method == "POST", "shown": _hidden(order.email)}
    return render(request, "commerce/site/link_over.html", context)


def _hidden(email: str) -> str:
    """Enough of the address to know it by, and not enough to learn it: ``c…@example.org``."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
