"""The Photos tab: the grid, and what is done with the selected photos."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import hooks, permissions
from modules.gallery.access import Right, galleries_seen, refuse_without, seen, viewer_of
from modules.gallery.models import Gallery, Photo, PhotoState
from modules.gallery.services import photos, placing
from modules.gallery.workspace import pages
from modules.gallery.workspace.reads import contents
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

# What is sent in one go from a page of the grid, or a few of them.
MOST_AT_ONCE = 5000


class NothingSelected(Refusal):
    code = "nothing_selected"


@workspace(permissions.VIEW)
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    links = hooks.more_links(
        pages.modules_of(request), "selection_links",
        gallery=gallery, allowed=pages.allowed(request),
    )  # fmt: skip
    context = pages.head(request, gallery, "photos") | {
        "selection_links": links,
        "contents": contents.contents(request, gallery),
        "batches": contents.latest_batches(gallery, pages.sight_of(request)),
        "states": PhotoState.values,
        "other_galleries": galleries_seen(viewer_of(request))
        .exclude(pk=gallery.pk)
        .order_by("title", "pk")[:500],
        "is_filtered": bool(request.GET.get("q") or request.GET.get("state")),
    }
    return render(request, "gallery/workspace/photos.html", context)


@workspace(permissions.MANAGE)
@require_POST
def act(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action for the selected photos: the button's name says which."""
    gallery = pages.gallery_or_404(request, public_id)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Http404
    with pages.saying(request):
        selected = _selected(request, gallery)
        if right := NEEDS.get(request.POST["action"]):
            refuse_without(viewer_of(request), selected, right)
        action(request, gallery, selected)
    return redirect(_back(request, gallery))


@workspace(permissions.MANAGE)
@require_POST
def arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    with pages.saying(request, _("The photos are in the new order.")):
        placing.arrange(gallery=gallery, by=request.POST.get("by", ""))
    return redirect("gallery_workspace:photos", gallery.public_id)


def _selected(request: HttpRequest, gallery: Gallery) -> list[int]:
    asked = request.POST.getlist("photo")[:MOST_AT_ONCE]
    here = Photo.objects.filter(
        seen(pages.sight_of(request)), placements__gallery=gallery, public_id__in=asked
    )
    found = list(here.values_list("pk", flat=True))
    if not found:
        raise NothingSelected(_("Select some photos first."))
    return found


def _set_state(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    state = request.POST.get("state", "")
    if state not in PhotoState.values:
        raise Http404
    count = photos.set_state(photo_ids=ids, state=state)
    words = ngettext(
        "%(count)d photo is %(state)s now.", "%(count)d photos are %(state)s now.", count
    )
    _say(request, words % {"count": count, "state": state})


def _delete(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    done = photos.delete(photo_ids=ids)
    words = ngettext("%(count)d photo deleted.", "%(count)d photos deleted.", done.deleted)
    _say(request, words % {"count": done.deleted})
    if done.kept:
        words = ngettext(
            "%(count)d is part of an order: taken out of all galleries, kept for its client.",
            "%(count)d are part of orders: taken out of all galleries, kept for their clients.",
            done.kept,
        )
        _say(request, words % {"count": done.kept})


def _remove(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    done = placing.remove(gallery=gallery, photo_ids=ids)
    words = ngettext("%(count)d photo taken out.", "%(count)d photos taken out.", done.removed)
    _say(request, words % {"count": done.removed})
    if done.stayed:
        words = ngettext(
            "%(count)d is in no other gallery and stayed. Delete it if you want it gone.",
            "%(count)d are in no other gallery and stayed. Delete them if you want them gone.",
            done.stayed,
        )
        _say(request, words % {"count": done.stayed})


def _cover(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    photos.set_cover(gallery=gallery, photo=Photo.objects.get(pk=ids[0]))
    _say(request, _("The gallery has a new cover."))


def _place(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    target = pages.gallery_or_404(request, request.POST.get("target", ""))
    count = placing.place(gallery=target, photo_ids=ids)
    words = ngettext(
        "%(count)d photo is shown in “%(title)s” as well.",
        "%(count)d photos are shown in “%(title)s” as well.",
        count,
    )
    _say(request, words % {"count": count, "title": target.title})


def _move(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    to_end = request.POST.get("action") == "last"
    placing.move(gallery=gallery, photo_ids=ids, to_end=to_end)
    _say(request, _("The photos are in the new order."))


def _step(request: HttpRequest, gallery: Gallery, ids: list[int]) -> None:
    """What the page's script does without a new page, where there is none."""
    later = request.POST.get("action") == "later"
    placing.step(gallery=gallery, photo_ids=ids, later=later)


def _say(request: HttpRequest, words: str) -> None:
    with pages.saying(request, words):
        pass


def _back(request: HttpRequest, gallery: Gallery) -> str:
    page = reverse("gallery_workspace:photos", args=[gallery.public_id])
    query = request.META.get("QUERY_STRING", "")
    return f"{page}?{query}" if query else page


ACTIONS: dict[str, Callable[[HttpRequest, Gallery, list[int]], None]] = {
    "state": _set_state,
    "delete": _delete,
    "remove": _remove,
    "cover": _cover,
    "place": _place,
    "first": _move,
    "last": _move,
    "earlier": _step,
    "later": _step,
}
# What photos in homes ask for besides the role.
NEEDS = {
    "state": Right.EDIT,
    "delete": Right.DELETE,
    "remove": Right.PUBLISH,
    "place": Right.PUBLISH,
}
