"""The same for many orders: asked once, done one by one, with a result for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from modules.commerce import permissions
from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.delivery import delivering
from modules.commerce.services.orders import cancelling
from modules.commerce.workspace.reads import listing, sheet
from modules.commerce.workspace.views.changes import delivered, person_of
from modules.commerce.workspace.views.orders import crumbs
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.web import csvfiles

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who asks, when, and what the form says beside the orders."""

    by: Person
    at: datetime
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Act:
    """``title`` is also the button's; ``run`` returns the sentence for one order."""

    permission: str
    title: Any
    run: Callable[[Order, Said], str]


@dataclass(frozen=True, kw_only=True)
class Result:
    order: Order
    sentence: str
    is_done: bool


def _deliver(order: Order, said: Said) -> str:
    made = delivering.deliver_ready(order=order, by=said.by, at=said.at)
    return delivered(made, order.email)


def _mark_paid(order: Order, said: Said) -> str:
    paying.mark_paid(order=order, by=said.by, note=said.fields.get("note", ""), at=said.at)
    return _("The order is marked as paid.")


def _cancel(order: Order, said: Said) -> str:
    if not order.is_open:
        return _("It was cancelled before.")
    tell = "tell_client" in said.fields
    cancelling.cancel(order=order, by=said.by, at=said.at, tell_client=tell)
    return _("The order is cancelled. Its links do not work any more.")


ACTS: dict[str, Act] = {
    "deliver": Act(
        permission=permissions.MANAGE, title=gettext_lazy("Deliver what is ready"), run=_deliver
    ),
    "paid": Act(
        permission=permissions.PAYMENTS, title=gettext_lazy("Mark as paid"), run=_mark_paid
    ),
    "cancel": Act(permission=permissions.MANAGE, title=gettext_lazy("Cancel orders"), run=_cancel),
}


@workspace(permissions.VIEW)
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """``action`` for each ``order``; nothing is done before ``sure`` comes with it."""
    orders = _chosen(request)
    asked = request.POST.get("action", "")
    if asked == "export":
        return csvfiles.respond("orders.csv", sheet.head(), sheet.rows(orders))
    act = ACTS.get(asked)
    if act is None or not orders:
        return redirect("commerce_workspace:list")
    if act.permission not in cast("frozenset[str]", request.allowed):  # type: ignore[attr-defined]
        raise PermissionDenied
    context = {"action": asked, "title": act.title, "breadcrumbs": crumbs(), "orders": orders}
    if "sure" not in request.POST:
        return render(request, "commerce/workspace/together.html", context)
    said = Said(by=person_of(request), at=timezone.now(), fields=request.POST.dict())
    results = [_run(act, order, said) for order in orders]
    done = sum(result.is_done for result in results)
    context |= {"results": results, "done": done, "left": len(results) - done}
    return render(request, "commerce/workspace/together_done.html", context)


def _run(act: Act, order: Order, said: Said) -> Result:
    try:
        return Result(order=order, sentence=act.run(order, said), is_done=True)
    except Refusal as refusal:
        return Result(order=order, sentence=refusal.sentence, is_done=False)


def _chosen(request: HttpRequest) -> Sequence[Order]:
    asked = [each for each in request.POST.getlist("order") if "\0" not in each][:MOST]
    found = Order.objects.filter(public_id__in=asked)
    return list(listing.counted(found).order_by("-number"))
