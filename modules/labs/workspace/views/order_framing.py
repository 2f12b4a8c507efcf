"""Choosing another part of a photo to print, before its lab has it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from modules.gallery import facade as gallery
from modules.labs import permissions
from modules.labs.services import ordering
from modules.labs.workspace.forms import PartForm
from modules.labs.workspace.reads import order_cutting, order_framing
from modules.labs.workspace.views.order_acts import piece_or_404
from modules.labs.workspace.views.orders import crumbs, lab_order_or_404, person_of
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, lab_order: str, piece: str) -> HttpResponse:
    """``look`` shows what was typed, and changes nothing."""
    found, chosen = lab_order_or_404(lab_order), piece_or_404(lab_order, piece)
    frame_of = order_framing.of(chosen)
    if frame_of is None:
        messages.error(request, _("The photo is no longer there."))
        return redirect("labs_workspace:order", lab_order)
    form = PartForm(request.POST or None, initial=frame_of.typed)
    part = frame_of.part(form.cleaned_data) if form.is_bound and form.is_valid() else frame_of.now
    if form.is_bound and form.is_valid() and "look" not in request.POST:
        try:
            ordering.frame(
                lab_order=found, item=chosen.item, framing=part.stored(),
                by=person_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("That part is printed."))
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        return redirect("labs_workspace:order", lab_order)
    item = chosen.item
    pairs = [(item.gallery_id, item.photo_id)] if item.gallery_id and item.photo_id else []
    context = {
        "lab_order": found,
        "piece": chosen,
        "form": form,
        "thumb": gallery.thumbnails(request=request, pairs=pairs).get(item.photo_id or 0),
        "cut": order_cutting.cut(part) if part.fit == "crop" else None,
        "breadcrumbs": crumbs(found),
    }
    return render(request, "labs/workspace/piece_frame.html", context)
