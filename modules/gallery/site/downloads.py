"""Downloading one photo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from modules.gallery import selectors
from modules.gallery.facts import DeliverySource
from modules.gallery.models import Photo
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import downloads, logs
from modules.gallery.services.downloads import Choice
from modules.gallery.site.doors import entering


@require_GET
@entering
def download(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    """The photo in the way that was asked for, or in the best one: a signed link to its file."""
    wanted = selectors.photo_in(eye.gallery, photo)
    choice = _choice(eye, wanted, request.GET.get("as", ""))
    assert wanted is not None  # _choice answers 404 where there is no photo.
    source = downloads.source_of(choice, wanted)
    if isinstance(source, DeliverySource):
        link = downloads.hand_out(
            gallery=eye.gallery, photo=wanted, what=choice.what, source=source,
            who=logs.recipient_of(request), host=request.get_host(), at=timezone.now(),
        )  # fmt: skip
        return HttpResponseRedirect(link)
    context = {
        "gallery_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
        "again_url": request.get_full_path(),
        "problem": source.problem,
    }
    return render(request, "gallery/site/preparing.html", context, status=202)


def _choice(eye: Eye, photo: Photo | None, asked: str) -> Choice:
    if photo is None:
        raise Http404
    ways = downloads.choices(grant=eye.grant, state=photo.state, formats=eye.formats)
    for way in ways:
        if asked in {"", way.key}:
            return way
    raise Http404
