"""What pages about labs and their catalogues share: tabs, loading a row, saying what was done."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import PriceList
from modules.labs import permissions
from modules.labs.models import CatalogueAlert, LabConnection, LabProduct
from safelight.site import selectors as site
from safelight.web.saying import saying as saying

# (name of the page's address, what it is called, who may see it), in the order of the tabs.
TABS = (
    ("orders", _("Orders to labs"), permissions.VIEW),
    ("accounts", _("Your labs"), permissions.CATALOGUE),
    ("alerts", _("Changes at labs"), permissions.CATALOGUE),
)


def head(request: HttpRequest, current: str) -> dict[str, Any]:
    """Context of ``labs/workspace/catalogue/base.html``; ``current`` is an address's name."""
    allowed = cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
    waiting = CatalogueAlert.objects.filter(settled_at=None).count()
    tabs = [
        {
            "title": title,
            "url": reverse(f"labs_workspace:{name}"),
            "current": name == current,
            "count": waiting if name == "alerts" and waiting else None,
        }
        for name, title, permission in TABS
        if permission in allowed
    ]
    return {"tabs": tabs, "currency": site.site_settings().currency}


def below(request: HttpRequest, connection: LabConnection) -> dict[str, Any]:
    """Context of pages about a part of an account."""
    url = reverse("labs_workspace:account", args=[connection.public_id])
    crumbs = [
        {"title": _("Your labs"), "url": reverse("labs_workspace:accounts")},
        {"title": connection.name, "url": url},
    ]
    return head(request, "accounts") | {"breadcrumbs": crumbs, "connection": connection}


def below_list(request: HttpRequest, price_list: PriceList) -> dict[str, Any]:
    """Context of pages about a price list."""
    url = reverse("commerce_workspace:price_list", args=[price_list.public_id])
    crumbs = [
        {"title": _("Price lists"), "url": reverse("commerce_workspace:price_lists")},
        {"title": price_list.name, "url": url},
    ]
    return head(request, "accounts") | {"breadcrumbs": crumbs, "price_list": price_list}


def account_or_404(public_id: str) -> LabConnection:
    return get_object_or_404(LabConnection, public_id=public_id, disconnected_at=None)


def product_or_404(public_id: str) -> LabProduct:
    rows = LabProduct.objects.select_related("connection")
    return get_object_or_404(rows, public_id=public_id, connection__disconnected_at=None)


def list_or_404(public_id: str) -> PriceList:
    return get_object_or_404(PriceList, public_id=public_id, kind=PriceList.Kind.PRINT)
