"""What the team does with a lab order itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce.facade import Tracking
from modules.labs import permissions
from modules.labs.models import LabOrder, LabPiece
from modules.labs.services import ordering
from modules.labs.workspace.views.asking import ask
from modules.labs.workspace.views.orders import lab_order_or_404, person_of
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

_NUMBER = re.compile("[0-9]{1,4}")


@workspace(permissions.SEND)
@require_POST
def send(request: HttpRequest, lab_order: str) -> HttpResponse:
    def change(found: LabOrder) -> str:
        made = ordering.send(lab_order=found, by=person_of(request), at=timezone.now())
        if made.state == "stopped":
            raise NotSent(made.problem)
        return _("It goes to %(lab)s now.") % {"lab": found.connection.name}

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_POST
def extend(request: HttpRequest, lab_order: str) -> HttpResponse:
    """By ``hours``."""
    typed = request.POST.get("hours", "")

    def change(found: LabOrder) -> str:
        hours = int(typed) if _NUMBER.fullmatch(typed) else 0
        ordering.extend(lab_order=found, hours=hours, by=person_of(request), at=timezone.now())
        return _("It waits longer.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, lab_order: str) -> HttpResponse:
    if request.method != "POST":
        return ask(request, lab_order, "cancel")

    def change(found: LabOrder) -> str:
        ordering.cancel(lab_order=found, by=person_of(request), at=timezone.now())
        return _("It is not made. Giving money back is a step of its own, on the client's order.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_in_house(request: HttpRequest, lab_order: str) -> HttpResponse:
    if request.method != "POST":
        return ask(request, lab_order, "in_house")

    def change(found: LabOrder) -> str:
        ordering.keep_in_house(lab_order=found, by=person_of(request), at=timezone.now())
        return _("These prints are yours to make and to hand over, on the client's order.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_POST
def mark_sent(request: HttpRequest, lab_order: str) -> HttpResponse:
    """``carrier``, ``number``, ``url`` may be empty; ``piece`` names what is in it, or all is."""
    given = {name: request.POST.get(name, "").strip() for name in ("carrier", "number", "url")}
    pieces = [each for each in request.POST.getlist("piece") if "\0" not in each]

    def change(found: LabOrder) -> str:
        ordering.sent(
            lab_order=found,
            tracking=Tracking(**given),
            by=person_of(request),
            at=timezone.now(),
            piece_public_ids=pieces,
        )
        return _("Marked as sent.") if found.to_studio else _("Marked as sent. Clients get a mail.")

    return say(request, lab_order, change)


@workspace(permissions.SEND)
@require_POST
def reprint(request: HttpRequest, lab_order: str, piece: str) -> HttpResponse:
    """``reason``, and ``copies`` where fewer are made again."""
    copies = request.POST.get("copies", "")
    try:
        made = ordering.reprint(
            piece=piece_or_404(lab_order, piece), reason=request.POST.get("reason", ""),
            copies=int(copies) if _NUMBER.fullmatch(copies) else None,
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("labs_workspace:order", lab_order)
    messages.success(request, _("Made again as this lab order. Send it when you like."))
    return redirect("labs_workspace:order", made.public_id)


class NotSent(Refusal):
    """It stopped instead; the lab order's own problem says why."""

    code = "lab_order_not_sent"


def say(request: HttpRequest, lab_order: str, change: Callable[[LabOrder], str]) -> HttpResponse:
    """Do it, and go back to the lab order with what came of it."""
    found = lab_order_or_404(lab_order)
    try:
        messages.success(request, change(found))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("labs_workspace:order", lab_order)


def piece_or_404(lab_order: str, piece: str) -> LabPiece:
    rows = lab_order_or_404(lab_order).pieces.select_related("item__order", "item__line__row")
    found: LabPiece | None = rows.filter(public_id=piece).first()
    if found is None:
        raise Http404
    return found
