"""The Photo transfer tab: finals are uploaded, matched by name, and given to who may have them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import hooks, permissions
from modules.gallery.access import Sight
from modules.gallery.models import Gallery
from modules.gallery.services import ending_transfers, finals, transfers
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.transfer import TransferForm
from modules.gallery.workspace.reads import contents
from safelight.accounts.doors import workspace

# Names that the page lists of each kind; how many there are is always said.
MOST_NAMES = 500


@workspace(permissions.VIEW)
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    initial = {"who": gallery.transfer or None, "with_prints": gallery.transfer_with_prints}
    form = TransferForm(initial=initial if gallery.has_transfer else None)
    context = pages.head(request, gallery, "transfer") | {"form": form}
    if gallery.has_transfer:
        context |= _report(request, gallery)
    return render(request, "gallery/workspace/transfer.html", context)


@workspace(permissions.MANAGE)
@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin the transfer, or say anew who downloads."""
    gallery = pages.gallery_or_404(request, public_id)
    form = TransferForm(request.POST)
    if not form.is_valid():
        context = pages.head(request, gallery, "transfer") | {"form": form}
        if gallery.has_transfer:
            context |= _report(request, gallery)
        return render(request, "gallery/workspace/transfer.html", context, status=422)
    said = form.cleaned_data
    with pages.saying(request, _("Saved.")):
        transfers.begin(gallery=gallery, who=said["who"], with_prints=said["with_prints"])
    return redirect("gallery_workspace:transfer", public_id)


@workspace(permissions.MANAGE)
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete the ticked finals."""
    gallery = pages.gallery_or_404(request, public_id)
    wanted = request.POST.getlist("final")
    with pages.saying(request):
        sight = pages.sight_of(request)
        gone = transfers.remove(gallery=gallery, finals=wanted, sight=sight).deleted
        said = ngettext("%(n)d final was deleted.", "%(n)d finals were deleted.", gone)
        messages.success(request, said % {"n": gone})
    return redirect("gallery_workspace:transfer", public_id)


@workspace(permissions.MANAGE)
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Have no photo transfer any more, where nobody counts on it."""
    gallery = pages.gallery_or_404(request, public_id)
    with pages.saying(request, _("This gallery has no photo transfer any more.")):
        ending_transfers.end(gallery=gallery, modules=pages.modules_of(request))
    return redirect("gallery_workspace:transfer", public_id)


def _batches(home: Gallery, sight: Sight | None) -> list[contents.BatchFacts]:
    """Which file is of a photo out of sight, its name alone tells; so a limited member has none."""
    return contents.latest_batches(home, sight) if sight is None else []


def _report(request: HttpRequest, gallery: Gallery) -> dict[str, Any]:
    sight = pages.sight_of(request)
    matching, home = transfers.matched(gallery, sight), finals.final_home(gallery)
    return {
        "home": home,
        "batches": _batches(home, sight),
        "matching": matching,
        "most": MOST_NAMES,
        "strays": matching.strays[:MOST_NAMES],
        "bare": matching.bare[:MOST_NAMES],
        "pairs": matching.pairs[:MOST_NAMES],
        "why_it_stays": hooks.why_transfer_stays(pages.modules_of(request), gallery=gallery),
        "finals_count": len(matching.pairs) + len(matching.strays),
        "panels": hooks.panels_of_transfer(
            pages.modules_of(request), request=request, gallery=gallery,
            transferred=matching.photo_ids,
        ),
    }  # fmt: skip
