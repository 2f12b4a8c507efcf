"""Comparing the clocks of an event's cameras, correcting them, and taking it back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.agency.services.clocks import cameras as found_cameras
from modules.agency.services.clocks import correcting
from modules.agency.workspace.clocks import asking, page
from modules.agency.workspace.pages import saying
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.accounts.doors import workspace
from safelight.accounts.models import Person

MANAGE = "gallery.manage"


@workspace(MANAGE)
@never_cache
@require_safe
def show(request: HttpRequest, gallery: str) -> HttpResponse:
    place = _gallery_or_404(request, gallery)
    seen = galleries.seen(galleries.viewer_of(request).sight)
    cameras = found_cameras.of_gallery(place, seen=seen)
    context = galleries.workspace_head(request, place, "clocks")
    if cameras:
        saved = page.saved_of(place, cameras)
        said = asking.said(request.GET, cameras, saved)
        context |= page.context(request, place, cameras, said, saved)
    return render(request, "agency/workspace/clocks/page.html", context)


@workspace(MANAGE)
@require_POST
def correct(request: HttpRequest, gallery: str) -> HttpResponse:
    """The differences as the page showed them."""
    place = _gallery_or_404(request, gallery)
    here = found_cameras.of_gallery(place)
    if not here:
        raise Http404
    said = asking.said(request.POST, here, page.saved_of(place, here))
    if said.problems:
        messages.error(request, next(iter(said.problems.values())))
        return redirect("agency_workspace:clocks", gallery)
    with saying(request):
        count = correcting.correct(
            gallery=place, settings=said.settings(), viewer=galleries.viewer_of(request),
            by=cast(Person, request.user), at=timezone.now(),
        )  # fmt: skip
        words = ngettext(
            "%(count)d photo is in the order it was taken.",
            "%(count)d photos are in the order they were taken.", count,
        )  # fmt: skip
        messages.success(request, words % {"count": count})
    return redirect("agency_workspace:clocks", gallery)


@workspace(MANAGE)
@require_POST
def take_back(request: HttpRequest, gallery: str) -> HttpResponse:
    place = _gallery_or_404(request, gallery)
    done = _("Photos are as their files say, in the order they had.")
    with saying(request, done):
        correcting.take_back(gallery=place, viewer=galleries.viewer_of(request))
    return redirect("agency_workspace:clocks", gallery)


def _gallery_or_404(request: HttpRequest, public_id: str) -> Gallery:
    seen = galleries.galleries_seen(galleries.viewer_of(request))
    found = seen.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
