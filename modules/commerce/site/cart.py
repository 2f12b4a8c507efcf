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
from modules.commerce.services import carts
from modules.commerce.services.orders import placing
from modules.commerce.site import cart_changes, faces, quoted
from modules.commerce.site.forms import OrderForm
from safelight.accounts import throttle, visitors
from safelight.kernel.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cart(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _post(request)
    return _page(request, _form(request))


def _post(request: HttpRequest) -> HttpResponse:
    """``remove`` names a line, ``action`` is what the button does. What was typed is kept first."""
    form = _form(request)
    try:
        if not selectors.is_outdated(request):
            cart_changes.keep(request)
        if request.POST.get("action") == "place":
            if not form.is_valid():
                return _page(request, form, status=422)
            return redirect("commerce_site:order", _place(request, form).public_id)
        return _do(request)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _page(request, form, status=refusal.status)
    except throttle.TooManyTries as wait:
        return throttle.too_many(request, wait)


def _do(request: HttpRequest) -> HttpResponse:
    action = request.POST.get("action", "")
    visitor = visitors.ensure(request)
    if line := request.POST.get("remove"):
        carts.remove(visitor=visitor, item_public_ids=[line])
    elif action == "drop":
        cart_changes.drop_lost(request)
    elif action in ("coupon", "no-coupon"):
        cart_changes.use_code(request, take_back=action == "no-coupon")
    elif action == "checkout":
        return redirect("commerce_site:checkout")
    elif action == "save":
        messages.success(request, _("Your notes are saved."))
    return redirect("commerce_site:cart")


def _place(request: HttpRequest, form: OrderForm) -> Order:
    """A cart without anything from a price list is ordered right here."""
    at = timezone.now()
    slow_strangers_down(request, at=at)
    data = form.cleaned_data
    return placing.place_order(
        customer=customer_of(request, email=data.get("email", ""), name=data.get("name", "")),
        note=data["note"], key=request.POST.get("key", ""), at=at, seen="",
    )  # fmt: skip


def _page(request: HttpRequest, form: OrderForm, *, status: int = 200) -> HttpResponse:
    found = selectors.cart(request)
    faces.as_cart(request, found)
    shown = quoted.of(request, found, cart_changes.notes(request))
    context: dict[str, Any] = {
        "shown": shown,
        "quote": shown.quote if shown else None,
        "key": request.POST.get("key") or (found.placement_key if found else ""),
        "form": form,
        "longest_note": carts.LONGEST_NOTE,
        "most_copies": carts.MOST_COPIES,
    }
    return render(request, "commerce/site/cart.html", context, status=status)


def _form(request: HttpRequest) -> OrderForm:
    is_known = request.user.is_authenticated
    if request.method == "POST":
        return OrderForm(request.POST, is_known=is_known)
    found = selectors.cart(request)
    visitor = visitors.current(request)
    name = found.name if found else ""
    initial = {
        "note": found.note if found else "",
        "name": name or (visitor.name if visitor else ""),
        "email": found.email if found else "",
    }
    return OrderForm(initial=initial, is_known=is_known)
