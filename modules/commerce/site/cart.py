"""The cart's page: one form, so that whatever button is pressed loses nothing that was typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce import selectors
from modules.commerce.customers import customer_of, slow_strangers_down
from modules.commerce.models import Order
from modules.commerce.services import carts, placing
from modules.commerce.site.forms import OrderForm
from safelight.accounts import throttle, visitors
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site

_NOTE = "note-"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cart(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _post(request)
    return _page(request, _form(request))


def _post(request: HttpRequest) -> HttpResponse:
    """``remove`` names a photo; ``action`` is save or place. Notes are kept in each case."""
    form = _form(request)
    visitor = visitors.ensure(request)
    try:
        carts.write_notes(
            visitor=visitor, notes=_notes(request), order_note=request.POST.get("note", "")
        )
        if photo := request.POST.get("remove"):
            carts.take_out(visitor=visitor, photo_public_id=photo)
        elif request.POST.get("action") == "place":
            if not form.is_valid():
                return _page(request, form, status=422)
            return redirect("commerce_site:order", _place(request, form).public_id)
        else:
            messages.success(request, _("Your notes are saved."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _page(request, form, status=refusal.status)
    except throttle.TooManyTries as wait:
        return throttle.too_many(request, wait)
    return redirect("commerce_site:cart")


def _place(request: HttpRequest, form: OrderForm) -> Order:
    at = timezone.now()
    slow_strangers_down(request, at=at)
    data = form.cleaned_data
    return placing.place_order(
        customer=customer_of(request, email=data.get("email", ""), name=data.get("name", "")),
        note=data["note"], key=request.POST.get("key", ""), at=at,
    )  # fmt: skip


def _page(request: HttpRequest, form: OrderForm, *, status: int = 200) -> HttpResponse:
    found = selectors.cart(request)
    lines = selectors.lines(request, found)
    typed = _notes(request)
    context: dict[str, Any] = {
        "lines": [(line, typed.get(line.item.public_id, line.item.note)) for line in lines],
        "lost": sum(not line.orderable for line in lines),
        "key": request.POST.get("key") or (found.placement_key if found else ""),
        "form": form,
        "currency": site.site_settings().currency,
        "back": lines[-1].item.gallery if lines else None,
        "longest_note": carts.LONGEST_NOTE,
    }
    return render(request, "commerce/site/cart.html", context, status=status)


def _form(request: HttpRequest) -> OrderForm:
    is_known = request.user.is_authenticated
    if request.method == "POST":
        return OrderForm(request.POST, is_known=is_known)
    found = selectors.cart(request)
    visitor = visitors.current(request)
    initial = {"note": found.note if found else "", "name": visitor.name if visitor else ""}
    return OrderForm(initial=initial, is_known=is_known)


def _notes(request: HttpRequest) -> dict[str, str]:
    """What was typed beside each line, by the line's public id."""
    return {
        key.removeprefix(_NOTE): value
        for key, value in request.POST.items()
        if key.startswith(_NOTE) and isinstance(value, str)
    }
