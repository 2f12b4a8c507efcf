"""The buttons of an order's page. Whoever presses second is told so, on the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import Delivery, Order, OrderItem
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.orders import cancelling, leaving_out, validating
from modules.commerce.workspace.reads import leaving
from modules.commerce.workspace.views.orders import closing_of, crumbs, order_or_404
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


@workspace(permissions.MANAGE)
@require_POST
def recalculate(request: HttpRequest, order: str) -> HttpResponse:
    def change() -> str:
        found = recalculating.recalculate(
            order=order_or_404(order), by=person_of(request), at=timezone.now()
        )
        if not found.changed:
            return _("Nothing has changed: %(ready)d ready, %(waiting)d waiting for FINAL.") % {
                "ready": found.ready,
                "waiting": found.waiting,
            }
        return _("Recalculated: %(ready)d ready, %(waiting)d waiting for FINAL.") % {
            "ready": found.ready,
            "waiting": found.waiting,
        }

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def deliver(request: HttpRequest, order: str) -> HttpResponse:
    def change() -> str:
        found = order_or_404(order)
        made = delivering.deliver_ready(order=found, by=person_of(request), at=timezone.now())
        return delivered(made, found.email)

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_POST
def accept(request: HttpRequest, order: str) -> HttpResponse:
    def change() -> str:
        validating.accept(order=order_or_404(order), by=person_of(request), at=timezone.now())
        return _("The order is accepted.")

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, order: str) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, order, "decline")

    def change() -> str:
        validating.decline(
            order=order_or_404(order), by=person_of(request), at=timezone.now(),
            tell_client="tell_client" in request.POST,
        )  # fmt: skip
        return _("The order is declined.")

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, order: str) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, order, "cancel")

    def change() -> str:
        cancelling.cancel(
            order=order_or_404(order), by=person_of(request), at=timezone.now(),
            tell_client="tell_client" in request.POST,
        )  # fmt: skip
        return _("The order is cancelled. Its links do not work any more.")

    return say(request, order, change)


@workspace(permissions.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_item(request: HttpRequest, order: str, item: str) -> HttpResponse:
    """``keep`` is how many copies the client gets; none where it is not said."""
    found = order_or_404(order)
    chosen = found.items.filter(public_id=item).first()
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return _ask_leaving(request, found, chosen)

    def change() -> str:
        keep = request.POST.get("keep", "0").strip()
        made = leaving_out.leave_out(
            item=chosen, by=person_of(request), at=timezone.now(),
            keep=int(keep) if re.fullmatch("[0-9]{1,9}", keep) else chosen.kept,
        )  # fmt: skip
        if made.kept:
            return _("%(name)s: the client gets %(n)d.") % {"name": made.name, "n": made.kept}
        return _("%(name)s is left out.") % {"name": made.name}

    return say(request, order, change)


def _ask_leaving(request: HttpRequest, order: Order, item: OrderItem) -> HttpResponse:
    if not item.may_be_left_out:
        return redirect("commerce_workspace:order", order.public_id)
    part = "commerce/workspace/parts/ask_leave_out.html"
    context = {"order": order, "breadcrumbs": crumbs(), "part": part}
    context["leaving"] = leaving.of(order, item)
    return render(request, "commerce/workspace/asking.html", context)


def _ask(request: HttpRequest, order: str, what: str) -> HttpResponse:
    """What a dialog of the order's page asks, where no script opens it."""
    found = order_or_404(order)
    closing = closing_of(found)
    if closing["closing"] != what:
        return redirect("commerce_workspace:order", order)
    context = {"order": found, "breadcrumbs": crumbs(), **closing}
    return render(request, "commerce/workspace/closing.html", context)


def say(request: HttpRequest, order: str, change: Callable[[], str]) -> HttpResponse:
    """Do it, and go back to the order with what came of it."""
    try:
        messages.success(request, change())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("commerce_workspace:order", order)


def delivered(made: Delivery, email: str) -> str:
    made.refresh_from_db()
    count = made.items.count()
    if made.finished_at is None:
        said = ngettext(
            "%(n)d photo is being prepared; then one mail goes to %(email)s.",
            "%(n)d photos are being prepared; then one mail goes to %(email)s.",
            count,
        )
    else:
        said = ngettext(
            "%(n)d photo is delivered, and one mail goes to %(email)s.",
            "%(n)d photos are delivered, and one mail goes to %(email)s.",
            count,
        )
    return said % {"n": count, "email": email}


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)
