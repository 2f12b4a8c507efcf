"""Galleries of bookings: one with a click, and a mini session's album."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import SessionType
from modules.bookings.services.galleries import album, creating
from modules.bookings.workspace.reads import sheet
from modules.bookings.workspace.views.acts import person_of
from modules.bookings.workspace.views.bookings import found_or_404, may
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal


@workspace(permissions.MANAGE)
@require_POST
def create(request: HttpRequest, booking: str) -> HttpResponse:
    """Make the booking's gallery, and go there."""
    found = found_or_404(booking)
    try:
        made = creating.create(booking=found, by=person_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("bookings_workspace:booking", booking)
    messages.success(request, _("The gallery is a draft: upload, publish, and send its link."))
    if may(request, "gallery.view"):
        return redirect("gallery_workspace:photos", made.public_id)
    return redirect("bookings_workspace:booking", booking)


@workspace(permissions.VIEW)
@require_safe
def albums(request: HttpRequest) -> HttpResponse:
    """Mini sessions, the latest first, each with its galleries."""
    minis = SessionType.objects.filter(kind="mini").order_by("-date", "-pk")[:100]
    rows = [(each, album.leaves(each)) for each in minis]
    told = [(each, len(of), sum(leaf.is_delivered for leaf in of)) for each, of in rows]
    return render(request, "bookings/workspace/albums.html", {"rows": told})


@workspace(permissions.VIEW)
@require_safe
def show_album(request: HttpRequest, mini: str) -> HttpResponse:
    found = _mini_or_404(mini)
    leaves = album.leaves(found)
    context = {
        "mini": found, "leaves": leaves, "mails": album.mails(leaves),
        "missing": sum(leaf.booking.gallery_id is None for leaf in leaves),
        "delivered": sum(leaf.is_delivered for leaf in leaves),
        "may_manage": may(request, permissions.MANAGE),
        "breadcrumbs": sheet.crumbs(
            [{"title": _("Albums"), "url": reverse("bookings_workspace:albums")}]
        ),
    }  # fmt: skip
    return render(request, "bookings/workspace/album.html", context)


@workspace(permissions.MANAGE)
@require_POST
def create_all(request: HttpRequest, mini: str) -> HttpResponse:
    found = _mini_or_404(mini)
    bookings = [leaf.booking for leaf in album.leaves(found)]
    made = creating.create_all(bookings=bookings, by=person_of(request), at=timezone.now())
    said = ngettext("%(n)d gallery is made.", "%(n)d galleries are made.", made)
    messages.success(request, said % {"n": made})
    return redirect("bookings_workspace:album", mini)


@workspace(permissions.MANAGE)
@require_POST
def publish_all(request: HttpRequest, mini: str) -> HttpResponse:
    """Each client gets only their own link, once."""
    found = _mini_or_404(mini)
    try:
        sent = album.publish_all(session_type=found, by=person_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", sent)
        messages.success(request, said % {"n": sent})
    return redirect("bookings_workspace:album", mini)


def _mini_or_404(public_id: str) -> SessionType:
    found: SessionType | None = SessionType.objects.filter(kind="mini", public_id=public_id).first()
    if found is None:
        raise Http404
    return found
