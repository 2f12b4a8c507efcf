"""Rows of a price list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import PriceList, PriceRow
from modules.commerce.services.pricelists import rows
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.pricelists import RowForm
from modules.commerce.workspace.views.price_list import HERE, list_or_404, page
from safelight.accounts.doors import workspace


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, price_list: str) -> HttpResponse:
    found = list_or_404(price_list)
    return _form(request, found, None)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, price_list: str, row: str) -> HttpResponse:
    found = _row_or_404(price_list, row)
    return _form(request, found.price_list, found)


@workspace(permissions.PRICES)
@require_POST
def withdraw(request: HttpRequest, price_list: str, row: str) -> HttpResponse:
    found = _row_or_404(price_list, row)
    with prices.saying(request, _("“%(name)s” is not sold any more.") % {"name": found.name}):
        rows.withdraw(row=found, at=timezone.now())
    return redirect(HERE, price_list)


@workspace(permissions.PRICES)
@require_POST
def step(request: HttpRequest, price_list: str, row: str) -> HttpResponse:
    """One place earlier or later, where no script drags it."""
    later = request.POST.get("to") == "later"
    rows.step(row=_row_or_404(price_list, row), later=later)
    return redirect(HERE, price_list)


def _form(request: HttpRequest, found: PriceList, row: PriceRow | None) -> HttpResponse:
    context = page(request, found, below=True)
    form = RowForm(request.POST or None, price_list=found, row=row, currency=context["currency"])
    if request.method == "POST" and form.is_valid():
        with prices.saying(request, _("Saved. It holds for carts from now on.")):
            if row is None:
                rows.add(price_list=found, **form.cleaned_data)
            else:
                rows.change(row=row, **form.cleaned_data)
        if "another" in request.POST:
            return redirect("commerce_workspace:price_row_new", found.public_id)
        return redirect(HERE, found.public_id)
    status = 422 if form.is_bound else 200
    context |= {"form": form, "row": row}
    return render(request, "commerce/workspace/prices/row.html", context, status=status)


def _row_or_404(price_list: str, row: str) -> PriceRow:
    sold = PriceRow.objects.filter(withdrawn_at=None).select_related("price_list")
    return get_object_or_404(sold, public_id=row, price_list__public_id=price_list)
