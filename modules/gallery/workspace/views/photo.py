"""One photo: its versions, what was read from it, what was said about it."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import asking, hooks, permissions, thumbs
from modules.gallery.access import Right, galleries_seen, refuse_without, viewer_of
from modules.gallery.models import Comment, Gallery, Photo, PhotoState
from modules.gallery.services import photos
from modules.gallery.workspace import pages
from modules.gallery.workspace.reads import contents, feedback, metadata
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

HERE = "gallery_workspace:photo"


@workspace(permissions.VIEW)
@require_safe
def show(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    photo = pages.photo_or_404(request, gallery, photo_id)
    versions = list(photo.versions.select_related("uploaded_by").order_by("-number"))
    small = thumbs.sign(request, gallery, versions)
    shown = [version for version in versions if version.pk == photo.version_id]
    large = thumbs.sign(request, gallery, shown, size=thumbs.LARGE)
    comments = Comment.objects.filter(photo=photo, gallery__in=galleries_seen(viewer_of(request)))
    before, after = contents.neighbours(gallery, photo, pages.sight_of(request))
    panels = hooks.panels_of_photo(
        pages.modules_of(request), request=request, gallery=gallery, photo=photo
    )
    context = pages.head(request, gallery, "photos") | {
        "panels": panels,
        "previous_id": before,
        "next_id": after,
        "photo": photo,
        "picture": large.get(photo.version_id or 0),
        "versions": [(version, small.get(version.pk)) for version in versions],
        "facts": metadata.facts(photo),
        "words": feedback.words_about([photo.pk])[photo.pk],
        "comments": comments.select_related("visitor__person", "version"),
        "states": PhotoState.values,
        "placed_in": _placed_in(request, photo),
    }
    return render(request, "gallery/workspace/photo.html", context)


def _placed_in(request: HttpRequest, photo: Photo) -> list[Gallery]:
    """The galleries that show it; its home is no page of galleries."""
    rows = photo.placements.filter(in_home=False).select_related("gallery")
    return pages.known([each.gallery for each in rows], pages.sight_of(request))


@workspace(permissions.MANAGE)
@require_POST
def rename(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    photo = pages.photo_or_404(request, gallery, photo_id)
    with pages.saying(request, _("Renamed.")):
        refuse_without(viewer_of(request), [photo.pk], Right.EDIT)
        photos.rename(photo=photo, name=request.POST.get("name", ""))
    return redirect(HERE, public_id, photo_id)


@workspace(permissions.MANAGE)
@require_POST
def set_state(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    photo = pages.photo_or_404(request, gallery, photo_id)
    state = request.POST.get("state", "")
    if state not in PhotoState.values:
        raise Http404
    with pages.saying(request, _("The photo is %(state)s now.") % {"state": state}):
        refuse_without(viewer_of(request), [photo.pk], Right.EDIT)
        photos.set_state(photo_ids=[photo.pk], state=state)
    return redirect(HERE, public_id, photo_id)


@workspace(permissions.UPLOAD)
@require_POST
def restore(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    photo = pages.photo_or_404(request, gallery, photo_id)
    number = request.POST.get("number", "")
    # Nine digits: more than any photo has versions, and what a column of the database can be.
    if not re.fullmatch("[0-9]{1,9}", number):
        raise Http404
    with pages.saying(request, _("Clients see version %(n)s now.") % {"n": number}):
        refuse_without(viewer_of(request), [photo.pk], Right.UPLOAD)
        _refuse_replacing(request, photo)
        photos.restore(photo=photo, number=int(number))
    return redirect(HERE, public_id, photo_id)


def _refuse_replacing(request: HttpRequest, photo: Photo) -> None:
    """An earlier version is another file to clients."""
    person_id = pages.person(request).pk
    modules = pages.modules_of(request)
    if why := asking.why_not_replaced(modules, photo_id=photo.pk, person_id=person_id):
        raise NotReplaced(why)


class NotReplaced(Refusal):
    """A module says why clients have to go on seeing the present file."""

    code = "photo_not_replaced"
