"""What the pages under ``/studio/prices/`` share: their tabs, and saying what was done."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from modules.commerce import permissions
from safelight.web.saying import saying as saying

# (name of the page's address, what it is called, who may see it), in the order of the tabs.
TABS = (
    ("price_lists", _("Price lists"), permissions.PRICES),
    ("shipping", _("Shipping"), permissions.PRICES),
    ("taxes", _("Taxes"), permissions.PRICES),
    ("discounts", _("Discounts"), permissions.PRICES),
    ("payments", _("Payments"), permissions.PAYMENTS),
)


def head(request: HttpRequest, current: str) -> dict[str, Any]:
    """Context of ``commerce/workspace/prices/base.html``; ``current`` is an address's name."""
    allowed = cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
    return {
        "tabs": [
            {
                "title": title,
                "url": reverse(f"commerce_workspace:{name}"),
                "current": name == current,
                "count": None,
            }
            for name, title, permission in TABS
            if permission in allowed
        ]
    }
