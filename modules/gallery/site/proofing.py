"""Picks, stars and comments by plain forms: what the page's scripts do by the API."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from modules.gallery import selectors
from modules.gallery.models import Photo
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import proofing
from modules.gallery.site.doors import entering
from safelight.accounts import throttle, visitors
from safelight.api import limits
from safelight.kernel.errors import Refusal


@require_POST
@entering
def pick(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    def change(about: Photo) -> None:
        visitor = visitors.ensure(request)
        if request.POST.get("picked") == "0":
            proofing.unpick(gallery=eye.gallery, photo=about, visitor=visitor, modules=eye.modules)
        else:
            proofing.pick(
                gallery=eye.gallery, photo=about, visitor=visitor, at=timezone.now(),
                modules=eye.modules,
            )  # fmt: skip

    return _say(request, eye, photo, change)


@require_POST
@entering
def rate(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    def change(about: Photo) -> None:
        given = request.POST.get("stars", "")
        proofing.rate(
            gallery=eye.gallery, photo=about, visitor=visitors.ensure(request), at=timezone.now(),
            stars=int(given) if given in set("012345") else -1,
        )  # fmt: skip

    return _say(request, eye, photo, change)


@require_POST
@entering
def comment(request: HttpRequest, eye: Eye, photo: str) -> HttpResponse:
    def change(about: Photo) -> None:
        proofing.comment(
            gallery=eye.gallery, photo=about, visitor=visitors.ensure(request), at=timezone.now(),
            text=request.POST.get("text", ""), by_team=eye.grant.via == "team",
        )  # fmt: skip

    return _say(request, eye, photo, change)


def _say(
    request: HttpRequest, eye: Eye, photo: str, change: Callable[[Photo], None]
) -> HttpResponse:
    """Do it, and go back to the photo, with the sentence where it was refused."""
    about = selectors.photo_in(eye.gallery, eye.grant.sight, photo)
    if about is None:
        raise Http404
    try:
        limits.slow_strangers_down(request)
        change(about)
    except throttle.TooManyTries as refusal:
        return throttle.too_many(request, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("gallery_site:photo", eye.gallery.public_id, about.public_id)
