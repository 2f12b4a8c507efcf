"""Downloading one photo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from modules.gallery import selectors
from modules.gallery.facts import DeliverySource, Held
from modules.gallery.models import Photo
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import downloads, logs
from modules.gallery.services.downloads import Choice
from modules.gallery.site.doors import entering


@require_GET
@entering
def download(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    """The photo in the way that was asked for, or in the best one: a signed link to its file."""
    wanted = selectors.photo_in(eye.gallery, eye.grant.sight, photo)
    choice = _choice(eye, wanted, request.GET.get("as", ""))
    assert wanted is not None  # _choice answers 404 where there is no photo.
    if choice.what in downloads.COUNTED and (held := eye.held([wanted.pk])):
        return _held(request, eye, wanted, held[wanted.pk])
    source = downloads.source_of(choice, wanted)
    if isinstance(source, DeliverySource):
        try:
            link = downloads.hand_out(
                gallery=eye.gallery, grant=eye.grant, photo=wanted, what=choice.what,
                source=source, who=logs.recipient_of(request), modules=eye.modules,
                host=request.get_host(), at=timezone.now(),
            )  # fmt: skip
        except downloads.HeldBack as refusal:
            why = eye.held([wanted.pk]).get(wanted.pk, refusal.held)
            return _held(request, eye, wanted, why)
        return HttpResponseRedirect(link)
    context = {
        "gallery_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
        "again_url": request.get_full_path(),
        "problem": source.problem,
    }
    return render(request, "gallery/site/preparing.html", context, status=202)


def _held(request: HttpRequest, eye: Eye, photo: Photo, held: Held) -> HttpResponse:
    """Why it is not given, what it costs, and where to go on."""
    ways = downloads.ways_to(photo, grant=eye.grant, formats=eye.formats)
    address = reverse("gallery_site:download", args=[eye.gallery.public_id, photo.public_id])
    context = {
        "photo": photo,
        "held": held,
        "preview_url": f"{address}?as=lowres" if any(w.what == "lowres" for w in ways) else "",
        "back_url": reverse("gallery_site:photo", args=[eye.gallery.public_id, photo.public_id]),
    }
    status = 402 if held.price else 403
    return render(request, "gallery/site/held.html", context, status=status)


def _choice(eye: Eye, photo: Photo | None, asked: str) -> Choice:
    if photo is None:
        raise Http404
    ways = downloads.ways_to(photo, grant=eye.grant, formats=eye.formats)
    for way in ways:
        if asked in {"", way.key}:
            return way
    raise Http404
