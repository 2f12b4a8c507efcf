"""What labs add to the team's page of a price list."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from modules.commerce.models import PriceList
from modules.labs import permissions
from modules.labs.models import LabList
from safelight.kernel.hooks import impl


@impl
def price_list_panel(request: HttpRequest, price_list: PriceList) -> SafeString | None:
    """Which lab makes it, and where that is said; only lists of prints have one."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if price_list.kind != PriceList.Kind.PRINT or permissions.CATALOGUE not in allowed:
        return None
    rows = LabList.objects.filter(price_list=price_list).select_related("connection")
    context = {"price_list": price_list, "lab_list": rows.first()}
    return render_to_string("labs/workspace/catalogue/price_panel.html", context, request=request)
