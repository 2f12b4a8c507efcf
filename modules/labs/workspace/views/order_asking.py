"""What the team asks of a lab that has an order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.labs import permissions
from modules.labs.models import LabOrder, LabWish
from modules.labs.services import ordering
from modules.labs.services.ordering.giving_back import Then
from modules.labs.workspace.views.asking import ask as ask_first
from modules.labs.workspace.views.order_acts import say
from modules.labs.workspace.views.orders import person_of
from safelight.accounts.doors import workspace


@workspace(permissions.SEND)
@require_POST
def ask(request: HttpRequest, lab_order: str) -> HttpResponse:
    """How far it is, right now."""

    def change(found: LabOrder) -> str:
        ordering.ask(lab_order_id=found.pk, at=timezone.now())
        return _("The lab was asked.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, lab_order: str) -> HttpResponse:
    """``then``: ``keep`` for another attempt, ``leave_out`` where the client does not get it."""
    if request.method != "POST":
        return ask_first(request, lab_order, "take_back")

    def change(found: LabOrder) -> str:
        ordering.wish(
            lab_order=found, kind=LabWish.Kind.CANCEL, detail={"then": _then(request)},
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        return _("The lab is asked. Its answer stands here in a moment.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def agreed(request: HttpRequest, lab_order: str) -> HttpResponse:
    """The lab said outside that it does not make it; ``then`` as for ``take_back``."""
    if request.method != "POST":
        return ask_first(request, lab_order, "agreed")

    def change(found: LabOrder) -> str:
        then = _then(request)
        ordering.agreed(lab_order=found, then=then, by=person_of(request), at=timezone.now())
        return _("Taken back.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_POST
def again(request: HttpRequest, lab_order: str) -> HttpResponse:
    def change(found: LabOrder) -> str:
        ordering.wish(
            lab_order=found, kind=LabWish.Kind.AGAIN, detail={}, by=person_of(request),
            at=timezone.now(),
        )  # fmt: skip
        return _("The order is sent to the lab once more.")

    return say(request, lab_order, change)


def _then(request: HttpRequest) -> Then:
    return "leave_out" if request.POST.get("then") == "leave_out" else "keep"
