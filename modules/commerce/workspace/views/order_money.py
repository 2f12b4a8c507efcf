"""Marking an order as paid, and giving money back. Whoever presses second is told so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import Order, Payment, Refund
from modules.commerce.money import currencies
from modules.commerce.services import paying
from modules.commerce.services.paying import dismissing, parts
from modules.commerce.workspace.reads import money
from modules.commerce.workspace.views.changes import person_of, say
from modules.commerce.workspace.views.orders import crumbs, order_or_404
from safelight.accounts.doors import workspace
from safelight.kernel.marks import not_while_acting


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark_paid(request: HttpRequest, order: str) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, order, "mark_paid", lambda facts: facts.can_mark)

    def change() -> str:
        paying.mark_paid(
            order=order_or_404(order), by=person_of(request), note=request.POST.get("note", ""),
            at=timezone.now(),
        )  # fmt: skip
        return _("The order is marked as paid.")

    return say(request, order, change)


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, order: str) -> HttpResponse:
    """``what`` is ``all``, ``left_out``, ``amount`` (with ``amount``), or ``parts`` (``part-<id>``
    for each)."""
    if request.method != "POST":
        return _ask(request, order, "refund", lambda facts: bool(facts.refundable))

    def change() -> str:
        found = order_or_404(order)
        made = paying.refund(
            order=found, parts=_wanted(request, found), reason=request.POST.get("reason", ""),
            by=person_of(request), key=request.POST.get("key", ""), at=timezone.now(),
        )  # fmt: skip
        return _refunded(made)

    return say(request, order, change)


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_POST
def send_back(request: HttpRequest, order: str, payment: str) -> HttpResponse:
    def change() -> str:
        made = paying.send_back(
            payment=_payment(order, payment), reason=request.POST.get("reason", ""),
            by=person_of(request), key=request.POST.get("key", ""), at=timezone.now(),
        )  # fmt: skip
        return _refunded(made)

    return say(request, order, change)


@not_while_acting
@workspace(permissions.PAYMENTS)
@require_POST
def dismiss(request: HttpRequest, order: str, payment: str) -> HttpResponse:
    def change() -> str:
        dismissing.dismiss(
            payment=_payment(order, payment), by=person_of(request), at=timezone.now()
        )
        return _("Marked as settled.")

    return say(request, order, change)


def _ask(
    request: HttpRequest, order: str, what: str, may_ask: Callable[[money.Money], bool]
) -> HttpResponse:
    """What a dialog of the order's page asks, where no script opens it."""
    found = order_or_404(order)
    facts = money.of(found)
    if not may_ask(facts):
        return redirect("commerce_workspace:order", order)
    part = f"commerce/workspace/parts/ask_{what}.html"
    context = {"order": found, "breadcrumbs": crumbs(), "part": part, "money": facts}
    return render(request, "commerce/workspace/asking.html", context)


def _wanted(request: HttpRequest, order: Order) -> list[paying.Part]:
    what = request.POST.get("what", "all")
    if what == "left_out":
        return paying.of_left_out(order)
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
