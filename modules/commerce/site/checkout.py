"""The checkout: one page, one form. Whatever is pressed, what was typed is kept with the cart."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules.commerce import selectors
from modules.commerce.customers import customer_of, person_of, slow_strangers_down
from modules.commerce.models import Order
from modules.commerce.services import carts
from modules.commerce.services.orders import placing
from modules.commerce.services.paying import starting
from modules.commerce.settings import CommerceSettings
from modules.commerce.site import checkout_told, faces
from modules.commerce.site.checkout_page import Page, page_of
from modules.commerce.site.forms import OrderForm
from safelight.accounts import throttle, visitors
from safelight.kernel.errors import Refusal
from safelight.site import menu
from safelight.site import selectors as site

# Where the page goes on after a button that only changes something.
_AFTER = {"country": "#address", "ways": "#ways", "coupon": "#sum", "no-coupon": "#sum"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _post(request)
    page = page_of(request)
    if page is None or not page.quote.is_sale:
        return redirect("commerce_site:cart")
    return _shown(request, page)


def _post(request: HttpRequest) -> HttpResponse:
    """``action`` is what the button does; a form that was sent before finds its order."""
    try:
        if not selectors.is_outdated(request):
            checkout_told.keep(request)
        if request.POST.get("action") != "place":
            return _do(request)
        # What the page would ask for is looked up where something is wrong, and else only once.
        who = OrderForm(request.POST, is_known=person_of(request) is not None)
        if not who.is_valid():
            return _shown_again(request)
        slow_strangers_down(request, at=timezone.now())
        return _lead_on(_place(request, who))
    except Refusal as refusal:
        return _shown_again(request, refusal)
    except throttle.TooManyTries as wait:
        return throttle.too_many(request, wait)


def _shown_again(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    """The page with what is wrong beside its fields, or else what was refused above them."""
    page = page_of(request)
    if page is not None and page.who.is_bound and not page.is_valid():
        return _shown(request, page, status=422)
    if refusal is not None:
        messages.error(request, refusal.sentence)
    if page is None:
        return redirect("commerce_site:cart")
    return _shown(request, page, status=refusal.status if refusal else 422)


def _do(request: HttpRequest) -> HttpResponse:
    action = request.POST.get("action", "")
    if action in ("coupon", "no-coupon"):
        code = request.POST.get("coupon", "") if action == "coupon" else ""
        carts.use_code(visitor=visitors.ensure(request), code=code)
    elif action == "drop":
        checkout_told.drop_lost(request)
    response = redirect("commerce_site:checkout")
    response["Location"] += _AFTER.get(action, "")
    return response


def _place(request: HttpRequest, who: OrderForm) -> Order:
    said = who.cleaned_data
    return placing.place_order(
        customer=customer_of(request, email=said.get("email", ""), name=said.get("name", "")),
        note=said["note"],
        key=request.POST.get("key", ""),
        at=timezone.now(),
        seen=request.POST.get("seen", ""),
        consents=request.POST.getlist("consent"),
    )


def _lead_on(order: Order) -> HttpResponse:
    to_pay = order.total and starting.is_payable(order)
    return redirect(f"commerce_site:{'pay' if to_pay else 'order'}", order.public_id)


def _shown(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    faces.as_cart(request, page.quote.cart)
    context = {
        # What was ticked stays so where only a field was wrong, and never otherwise.
        "ticked": request.POST.getlist("consent") if status == 422 else [],
        "page": page,
        "quote": page.quote,
        "shown": page.shown,
        "person": person_of(request),
        "key": request.POST.get("key") or page.quote.cart.placement_key,
        "settings": site.module_settings("commerce", CommerceSettings),
    }
    return render(request, "commerce/site/checkout.html", context, status=status)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The studio's terms, for whoever wants to read them; the checkout links here."""
    text = site.module_settings("commerce", CommerceSettings).terms
    page = next((page for page in menu.legal(request) if page.kind == "terms"), None)
    if page is not None and not text:
        return redirect(page.path)
    return render(request, "commerce/site/terms.html", {"text": text})
