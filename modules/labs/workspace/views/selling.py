"""Making a price list of a lab's products, and its prices by a rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.labs import permissions
from modules.labs.models import LabList
from modules.labs.services.catalogue import applying, margins, selling
from modules.labs.workspace import shared
from modules.labs.workspace.reads import product_list
from modules.labs.workspace.selling_forms import RuleForm, SellForm
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

MOST = 100


@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sell(request: HttpRequest, account: str) -> HttpResponse:
    """``product`` (several) as rows of a list; GET asks what they are to be."""
    connection = shared.account_or_404(account)
    asked = request.POST if request.method == "POST" else request.GET
    named = [each for each in asked.getlist("product") if "\0" not in each][:MOST]
    products = connection.products.filter(public_id__in=named, gone_at=None)
    shown = product_list.shown(list(products))
    if not shown:
        messages.error(request, _("Tick what you want to sell."))
        return redirect("labs_workspace:products", account)
    context = shared.below(request, connection)
    form = SellForm(
        request.POST or None, connection=connection, shown=shown, currency=context["currency"]
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = selling.sell(
                connection=connection, wishes=form.wishes(), into=form.into_list,
                name=form.cleaned_data["name"], fixed=form.fixed(), at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Offer the list in a gallery, and clients can buy it."))
            return redirect("labs_workspace:list_prices", made.public_id)
    status = 422 if form.is_bound else 200
    context |= {"form": form}
    return render(request, "labs/workspace/catalogue/sell.html", context, status=status)


@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: HttpRequest, price_list: str) -> HttpResponse:
    """What is left of each price, and the rule; ``preview`` shows what it would do first."""
    found = shared.list_or_404(price_list)
    rows = LabList.objects.select_related("price_list", "connection")
    lab_list = get_object_or_404(rows, price_list=found)
    context = shared.below_list(request, found)
    form = RuleForm(request.POST or None, lab_list=lab_list, currency=context["currency"])
    status = 200
    if request.method == "POST":
        status, moves = 422, None
        if form.is_valid():
            moves = _looked_at(form, lab_list)
        if moves is not None and "apply" in request.POST:
            return _apply(request, form, lab_list)
        context |= {"moves": moves, "moving": [each for each in moves or () if each.moves]}
        status = 200 if moves is not None else status
    context |= {
        "form": form,
        "lab_list": lab_list,
        "margins": margins.of_list(lab_list, currency=context["currency"]),
        "price_list": found,
    }
    return render(request, "labs/workspace/catalogue/list_prices.html", context, status=status)


def _looked_at(form: RuleForm, lab_list: LabList) -> list[applying.Move] | None:
    """What the rule would do; None with its reason at the form where it cannot be reckoned."""
    try:
        return applying.preview(lab_list=lab_list, rule=form.rule())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return None


def _apply(request: HttpRequest, form: RuleForm, lab_list: LabList) -> HttpResponse:
    def moved() -> list[Any]:
        applying.change_rule(lab_list=lab_list, rule=form.rule())
        return [each for each in applying.apply(lab_list=lab_list, at=timezone.now()) if each.moves]

    with shared.saying(request):
        number = len(moved())
        said = ngettext("%(n)d price changed.", "%(n)d prices changed.", number)
        messages.success(request, said % {"n": number})
    return redirect("labs_workspace:list_prices", lab_list.price_list.public_id)
