"""Paying an order: the button or the words of the studio, and coming back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.commerce.leading_out import leading_to_providers
from modules.commerce.models import Order, Payment, PaymentState
from modules.commerce.payments import offline, providers
from modules.commerce.payments.provider import ProviderIsAway
from modules.commerce.services import paying
from modules.commerce.services.paying import starting
from modules.commerce.site.doors import entering
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

# Seconds until the page of somebody who waits is loaded anew.
PATIENCE = 5
# Somebody who loads it all the time asks the provider no more often than this.
PAUSE = timedelta(seconds=3)


@not_while_acting
@leading_to_providers
@require_http_methods(["GET", "HEAD", "POST"])
@entering
def pay(request: HttpRequest, order: Order) -> HttpResponse:
    """POST begins: ``provider`` names one of those that the page offers, and no other.

    ``promise`` is the client's word that they pay as the page says, which takes no money.
    """
    if request.method != "POST":
        return _page(request, order)
    try:
        if "promise" in request.POST:
            paying.promise(order=order, at=timezone.now())
            return redirect("commerce_site:pay", order.public_id)
        payment = paying.start(
            order=order, provider=request.POST.get("provider", ""), at=timezone.now()
        )
    except Refusal as refusal:
        order.refresh_from_db()
        messages.error(request, refusal.sentence)
        return _page(request, order, status=refusal.status)
    return redirect(payment.url)


@require_safe
@leading_to_providers
@entering
def come_back(request: HttpRequest, order: Order) -> HttpResponse:
    """Where the provider sends the client's browser. What the address says beyond the order is
    not read: the provider is asked."""
    last = order.payments.exclude(session="").order_by("-pk").first()
    at = timezone.now()
    if last is not None and last.is_running and not (last.seen_at and at - last.seen_at < PAUSE):
        # The page says that we wait; news or the clock will bring the answer.
        with suppress(ProviderIsAway):
            paying.look(payment_id=last.pk, at=at)
        order.refresh_from_db()
    if order.payment == PaymentState.PAID:
        messages.success(request, _("Thank you. Your payment is in."))
        return redirect("commerce_site:order", order.public_id)
    response = _page(request, order, came_back=True)
    if order.payment == PaymentState.PENDING:
        response["Refresh"] = str(PATIENCE)
    return response


def _page(
    request: HttpRequest, order: Order, *, came_back: bool = False, status: int = 200
) -> HttpResponse:
    if not starting.is_payable(order):
        return redirect("commerce_site:order", order.public_id)
    running = order.payments.filter(state__in=Payment.RUNNING).first()
    waiting = came_back and running is not None
    ways = providers.available(timezone.now())
    context: dict[str, Any] = {
        "order": order,
        "ways": [way for way in ways if not waiting or way.code == _code(running)],
        "instructions": "" if ways else offline.instructions(),
        "promised_at": None if ways else paying.promised_at(order),
        "has_words": offline.has_words(),
        "on_its_way": running is not None and running.state == Payment.State.PROCESSING,
        "waiting": waiting,
        "looked_at": order.payments.exclude(problem="").exists(),
    }
    return render(request, "commerce/site/pay.html", context, status=status)


def _code(payment: Payment | None) -> str:
    return payment.provider if payment else ""


def payment_or_404(order: Order, session: str) -> Payment:
    found: Payment | None = order.payments.filter(session=session).first()
    if found is None:
        raise Http404
    return found
