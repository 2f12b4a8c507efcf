"""Marking an order as paid, and giving money back. Whoever presses second is told so."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from modules.commerce import permissions
from modules.commerce.models import Order, Payment, Refund
from modules.commerce.money import currencies
from modules.commerce.services import paying
from modules.commerce.services.paying import dismissing, parts
from modules.commerce.workspace.views.orders import order_or_404
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


@workspace(permissions.PAYMENTS)
@require_POST
def mark_paid(request: HttpRequest, order: str) -> HttpResponse:
    def change() -> str:
        paying.mark_paid(
            order=order_or_404(order), by=_person(request), note=request.POST.get("note", ""),
            at=timezone.now(),
        )  # fmt: skip
        return _("The order is marked as paid.")

    return _say(request, order, change)


@workspace(permissions.PAYMENTS)
@require_POST
def refund(request: HttpRequest, order: str) -> HttpResponse:
    """``what`` is ``all``, ``amount`` (with ``amount``) or ``parts`` (``part-<id>`` for each)."""

    def change() -> str:
        found = order_or_404(order)
        made = paying.refund(
            order=found, parts=_wanted(request, found), reason=request.POST.get("reason", ""),
            by=_person(request), key=request.POST.get("key", ""), at=timezone.now(),
        )  # fmt: skip
        return _refunded(made)

    return _say(request, order, change)


@workspace(permissions.PAYMENTS)
@require_POST
def send_back(request: HttpRequest, order: str, payment: str) -> HttpResponse:
    def change() -> str:
        made = paying.send_back(
            payment=_payment(order, payment), reason=request.POST.get("reason", ""),
            by=_person(request), key=request.POST.get("key", ""), at=timezone.now(),
        )  # fmt: skip
        return _refunded(made)

    return _say(request, order, change)


@workspace(permissions.PAYMENTS)
@require_POST
def dismiss(request: HttpRequest, order: str, payment: str) -> HttpResponse:
    def change() -> str:
        dismissing.dismiss(payment=_payment(order, payment), by=_person(request), at=timezone.now())
        return _("Marked as settled.")

    return _say(request, order, change)


def _wanted(request: HttpRequest, order: Order) -> list[paying.Part]:
    what = request.POST.get("what", "all")
    if what == "amount":
        amount = currencies.parse(request.POST.get("amount", ""), order.currency)
        return paying.of_amount(order, amount)
    if what == "parts":
        typed = {part.of.public_id: part.of for part in parts.left(order)}
        wanted = {key: request.POST.get(f"part-{key}", "").strip() for key in typed}
        return [
            paying.Part(typed[key], currencies.parse(text, order.currency))
            for key, text in wanted.items()
            if text
        ]
    return paying.everything_left(order)


def _refunded(made: Refund) -> str:
    made.refresh_from_db()
    if made.state == Refund.State.SUCCEEDED:
        return _("The refund is written down, and the client is told.")
    return _("The refund is on its way; the client is told when it is done.")


def _payment(order: str, payment: str) -> Payment:
    found: Payment | None = order_or_404(order).payments.filter(public_id=payment).first()
    if found is None:
        raise Http404
    return found


def _say(request: HttpRequest, order: str, change: Callable[[], str]) -> HttpResponse:
    """Do it, and go back to the order with what came of it."""
    try:
        messages.success(request, change())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("commerce_workspace:order", order)


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
