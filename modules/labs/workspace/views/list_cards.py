"""What clients see of each row of a list, and what is declared of it to customs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.models import PriceList
from modules.labs import permissions
from modules.labs.models import RowCard
from modules.labs.services import showing
from modules.labs.workspace import shared
from modules.labs.workspace.card_forms import CardForm
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, price_list: str) -> HttpResponse:
    """One form for all rows; what is wrong with one of them keeps none of the others back."""
    found = shared.list_or_404(price_list)
    forms = _forms(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and _save(forms):
        messages.success(request, _("Saved."))
        return redirect("labs_workspace:list_cards", price_list)
    context = shared.below_list(request, found) | {"forms": forms}
    status = 422 if request.method == "POST" else 200
    return render(request, "labs/workspace/catalogue/list_cards.html", context, status=status)


def _forms(price_list: PriceList, data: Any, files: Any) -> list[CardForm]:
    rows = list(price_list.rows.filter(withdrawn_at=None))
    shown = showing.pictures(row.pk for row in rows)
    cards = {card.row_id: card for card in RowCard.objects.filter(row__in=rows)}
    return [
        CardForm(data, files, row=row, card=cards.get(row.pk), shown=shown.get(row.pk))
        for row in rows
    ]


def _save(forms: Iterable[CardForm]) -> bool:
    """Whether everything was taken; refusals stand at their fields."""
    is_whole = True
    for form in forms:
        if not form.is_valid():
            is_whole = False
            continue
        for field, change in (("hs_code", _declare), ("picture", _show)):
            try:
                change(form)
            except Refusal as refusal:
                form.add_error(field, refusal.sentence)
                is_whole = False
    return is_whole


def _declare(form: CardForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("hs_code", "origin")}
    if {"hs_code", "origin"} & set(form.changed_data):
        showing.declare(row=form.row, **said)


def _show(form: CardForm) -> None:
    if file := form.cleaned_data.get("picture"):
        showing.keep(row=form.row, file=file)
    elif form.cleaned_data.get("without"):
        showing.take_away(row=form.row)
