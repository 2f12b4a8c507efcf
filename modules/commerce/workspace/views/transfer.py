"""*Notify clients* of a gallery's photo transfer, and what a public gallery asks of orders."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from modules.commerce import permissions
from modules.commerce.models import OrderingTerms
from modules.commerce.services import transferring
from modules.commerce.workspace.forms.terms import TermsForm
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


@workspace(permissions.MANAGE)
@require_POST
def notify(request: HttpRequest, gallery: str) -> HttpResponse:
    """Tell the clients, and show who was told now, before, and who was not."""
    found = _gallery_or_404(request, gallery)
    if not found.has_transfer:
        raise Http404
    try:
        told = transferring.notify(
            gallery=found, transferred=galleries.transferred(gallery=found),
            by=cast(Person, request.user), at=timezone.now(),
            incomplete="incomplete" in request.POST,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("gallery_workspace:transfer", gallery)
    context = galleries.workspace_head(request, found, "transfer") | {"told": told}
    return render(request, "commerce/workspace/transfer/told.html", context)


@workspace(permissions.PRICES)
@require_POST
def terms(request: HttpRequest, gallery: str) -> HttpResponse:
    """What orders with anything of this gallery have to be."""
    found = _gallery_or_404(request, gallery)
    form = TermsForm(request.POST)
    if form.is_valid():
        OrderingTerms.objects.update_or_create(gallery=found, defaults=form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Write the smallest order in whole units, 0 for none."))
    return redirect("commerce_workspace:gallery_prices", gallery)


def _gallery_or_404(request: HttpRequest, public_id: str) -> Gallery:
    known = galleries.galleries_within(galleries.viewer_of(request).sight)
    found: Gallery | None = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
