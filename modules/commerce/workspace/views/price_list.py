"""One price list: its prices, options and rules, and where it is offered."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import hooks, permissions
from modules.commerce.models import PriceList
from modules.commerce.services.pricelists import lists, stocks
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.pricelists import ListForm
from modules.commerce.workspace.reads import pricelists
from modules.gallery import facade as galleries
from safelight.accounts.doors import workspace
from safelight.site import selectors as site

HERE = "commerce_workspace:price_list"


@workspace(permissions.PRICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, price_list: str) -> HttpResponse:
    found = list_or_404(price_list)
    form = ListForm(request.POST or None, price_list=found)
    if request.method == "POST" and form.is_valid():
        with prices.saying(request, _("Saved. It holds for carts from now on.")):
            lists.change(price_list=found, **form.changes())
        return redirect(HERE, price_list)
    context = page(request, found) | {
        "form": form,
        "rows": found.rows.filter(withdrawn_at=None).select_related("format", "shipping_tier"),
        "options": found.options.prefetch_related("choices"),
        "galleries": pricelists.galleries_of(found, galleries.viewer_of(request).sight),
        "photos": found.offerings.filter(photo__isnull=False).count(),
        "stock": found.stocks.filter(photo=None).first(),
        "more_panels": hooks.panels_of_price_list(request=request, price_list=found),
    }
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/prices/list.html", context, status=status)


@workspace(permissions.PRICES)
@require_POST
def withdraw(request: HttpRequest, price_list: str) -> HttpResponse:
    with prices.saying(request, _("Nothing of it is sold any more.")):
        lists.withdraw(price_list=list_or_404(price_list), at=timezone.now())
    return redirect(HERE, price_list)


@workspace(permissions.PRICES)
@require_POST
def restore(request: HttpRequest, price_list: str) -> HttpResponse:
    with prices.saying(request, _("It is sold again where it was offered.")):
        lists.restore(price_list=list_or_404(price_list))
    return redirect(HERE, price_list)


@workspace(permissions.PRICES)
@require_POST
def stock(request: HttpRequest, price_list: str) -> HttpResponse:
    """How many of a product, or of whole galleries, are left."""
    found = list_or_404(price_list)
    left, seen = number(request.POST.get("left", "")), number(request.POST.get("seen", ""))
    with prices.saying(request, _("Saved.")):
        stocks.set_left(price_list=found, photo_id=None, left=left, seen=seen)
    return redirect(HERE, price_list)


def number(text: str) -> int | None:
    """A count that was typed; None for an empty field. Raises 404 for what no form sends."""
    if not text.strip():
        return None
    # Nine digits: more than anybody has, and what a column of the database can be.
    if not re.fullmatch("[0-9]{1,9}", text.strip()):
        raise Http404
    return int(text)


def list_or_404(public_id: str) -> PriceList:
    return get_object_or_404(PriceList.written(), public_id=public_id)


def page(request: HttpRequest, price_list: PriceList, *, below: bool = False) -> dict[str, Any]:
    """What pages about a list share; ``below``: pages about a part of it."""
    crumbs = [{"title": _("Price lists"), "url": reverse("commerce_workspace:price_lists")}]
    if below:
        crumbs.append({"title": price_list.name, "url": reverse(HERE, args=[price_list.public_id])})
    return prices.head(request, "price_lists") | {
        "list": price_list,
        "breadcrumbs": crumbs,
        "currency": site.site_settings().currency,
    }
