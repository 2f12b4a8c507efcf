"""Options of a price list, and their choices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import Option, PriceList
from modules.commerce.services.pricelists import options
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.pricelists import OptionForm
from modules.commerce.workspace.views.price_list import HERE, list_or_404, page
from safelight.accounts.doors import workspace


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, price_list: str) -> HttpResponse:
    return _form(request, list_or_404(price_list), None)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, price_list: str, option: str) -> HttpResponse:
    found = _option_or_404(price_list, option)
    return _form(request, found.price_list, found)


@workspace(permissions.PRICES)
@require_POST
def remove(request: HttpRequest, price_list: str, option: str) -> HttpResponse:
    found = _option_or_404(price_list, option)
    with prices.saying(request, _("“%(name)s” is not asked any more.") % {"name": found.name}):
        options.remove(option=found)
    return redirect(HERE, price_list)


def _form(request: HttpRequest, found: PriceList, option: Option | None) -> HttpResponse:
    context = page(request, found, below=True)
    form = OptionForm(request.POST or None, option=option, currency=context["currency"])
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        with prices.saying(request, _("Saved. It holds for carts from now on.")):
            if option is None:
                options.add(price_list=found, name=name, choices=form.choices)
            else:
                options.change(option=option, name=name, choices=form.choices)
        return redirect(HERE, found.public_id)
    status = 422 if form.is_bound else 200
    context |= {"form": form, "option": option}
    return render(request, "commerce/workspace/prices/option.html", context, status=status)


def _option_or_404(price_list: str, option: str) -> Option:
    found = Option.objects.select_related("price_list")
    return get_object_or_404(found, public_id=option, price_list__public_id=price_list)
