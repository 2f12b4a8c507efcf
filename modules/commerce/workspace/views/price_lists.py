"""The price lists, in their order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.commerce import permissions
from modules.commerce.models import PriceList
from modules.commerce.workspace import prices
from safelight.accounts.doors import workspace


@workspace(permissions.PRICES)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    context = prices.head(request, "price_lists") | {"lists": PriceList.objects.all()}
    return render(request, "commerce/workspace/prices/lists.html", context)
