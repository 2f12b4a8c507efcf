"""Delivering although an order is not paid, and turning its downloads off: asked for first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import Order
from modules.commerce.services.delivery import forcing, withdrawing
from modules.commerce.workspace.views.changes import delivered, person_of, say
from modules.commerce.workspace.views.orders import crumbs, order_or_404
from safelight.accounts.doors import workspace


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def force(request: HttpRequest, order: str) -> HttpResponse:
    """The page asks what a dialog of the order's page asks; ``sure`` is its answer."""
    found = order_or_404(order)
    if request.method != "POST":
        return _ask(request, found, "force", may_ask=forcing.may_be_forced(found))

    def change() -> str:
        made = forcing.deliver(
            order=found, by=person_of(request), sure="sure" in request.POST, at=timezone.now()
        )
        if made is None:
            return _("The order goes on. No photo of it is ready to deliver yet.")
        return delivered(made, found.email)

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, order: str) -> HttpResponse:
    found = order_or_404(order)
    if request.method != "POST":
        return _ask(request, found, "withdraw", may_ask=not withdrawing.is_withdrawn(found))

    def change() -> str:
        withdrawing.withdraw(order=found, by=person_of(request), at=timezone.now())
        return _("Nothing of this order can be fetched now.")

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def restore(request: HttpRequest, order: str) -> HttpResponse:
    def change() -> str:
        withdrawing.restore(order=order_or_404(order), by=person_of(request), at=timezone.now())
        return _("What was delivered can be fetched again.")

    return say(request, order, change)


def _ask(request: HttpRequest, order: Order, what: str, *, may_ask: bool) -> HttpResponse:
    if not may_ask:
        return redirect("commerce_workspace:order", order.public_id)
    part = f"commerce/workspace/parts/ask_{what}.html"
    context = {"order": order, "breadcrumbs": crumbs(), "part": part}
    return render(request, "commerce/workspace/asking.html", context)
