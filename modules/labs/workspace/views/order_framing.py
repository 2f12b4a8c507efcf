"""Choosing another part of a photo to print, before its lab has it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.labs import permissions
from modules.labs.services import ordering
from modules.labs.workspace.reads import order_framing
from modules.labs.workspace.views.order_acts import piece_or_404
from modules.labs.workspace.views.orders import crumbs, lab_order_or_404, person_of
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, lab_order: str, piece: str) -> HttpResponse:
    """``framing`` as the clients' editor has it; empty for the middle of the photo."""
    found, chosen = lab_order_or_404(lab_order), piece_or_404(lab_order, piece)
    if request.method == "POST":
        try:
            part = order_framing.chosen(request.POST.get("framing", ""))
            ordering.frame(
                lab_order=found, item=chosen.item, framing=part.stored() if part else {},
                by=person_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("That part is printed."))
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        return redirect("labs_workspace:order", lab_order)
    editor = order_framing.of(request, chosen)
    if editor is None:
        messages.error(request, _("The photo is no longer there."))
        return redirect("labs_workspace:order", lab_order)
    context = {
        "lab_order": found, "piece": chosen, "editor": editor, "breadcrumbs": crumbs(found),
    }  # fmt: skip
    return render(request, "labs/workspace/piece_frame.html", context)
