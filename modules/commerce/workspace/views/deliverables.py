"""The tab *Deliverables* of a gallery: its terms, and the choices of its clients."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce import permissions
from modules.commerce.models import Deliverables
from modules.commerce.services.deliverables import reopening
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.deliverables import DeliverablesForm
from modules.commerce.workspace.reads import deliverables as reads
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person
from safelight.site import selectors as site


@workspace(permissions.PRICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, gallery: str) -> HttpResponse:
    place = _gallery_or_404(request, gallery)
    currency = site.site_settings().currency
    known = Deliverables.objects.filter(gallery=place).first()
    form = DeliverablesForm(
        request.POST if request.method == "POST" else None, known=known, currency=currency
    )
    if form.is_bound and form.is_valid() and form.save(gallery_id=place.pk, at=timezone.now()):
        with prices.saying(request, _("Saved. It holds from now on; what was given stays.")):
            pass
        return redirect("commerce_workspace:deliverables", gallery)
    mine = cast("frozenset[str]", request.allowed)  # type: ignore[attr-defined]
    context = galleries.workspace_head(request, place, "deliverables") | {
        "form": form,
        "standing": reads.standing_of(place.pk, currency),
        "currency": currency,
        "may_manage_orders": permissions.MANAGE in mine,
        "may_see_orders": permissions.VIEW in mine,
    }
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/deliverables/page.html", context, status=status)


@workspace(permissions.MANAGE)
@require_POST
def reopen(request: HttpRequest, gallery: str) -> HttpResponse:
    """Let clients change what they chose; ``tell`` mails them."""
    place = _gallery_or_404(request, gallery)
    if not Deliverables.objects.filter(gallery=place).exists():
        raise Http404
    with prices.saying(request, _("The choice is open again.")):
        reopening.reopen(
            gallery_id=place.pk, by=cast(Person, request.user), at=timezone.now(),
            tell_client="tell" in request.POST,
        )  # fmt: skip
    return redirect("commerce_workspace:deliverables", gallery)


def _gallery_or_404(request: HttpRequest, public_id: str) -> Gallery:
    """Whoever sets prices sets them for every gallery that is not out of their sight."""
    known = galleries.galleries_within(galleries.viewer_of(request).sight)
    found: Gallery | None = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
