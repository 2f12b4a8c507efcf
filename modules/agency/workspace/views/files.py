"""The files of a library, and what is done with those that are selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from modules.agency import permissions, selectors
from modules.agency.models import Library
from modules.agency.services import downloading, files
from modules.agency.workspace import pages, reads
from modules.agency.workspace.views import review
from modules.gallery import access
from modules.gallery import facade as gallery
from modules.gallery.access import Right
from modules.gallery.models import Gallery
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

# What is sent in one go from a page of the grid.
MOST_AT_ONCE = 2000


class NothingSelected(Refusal):
    code = "nothing_selected"


@workspace(None)
@require_safe
def show(request: HttpRequest, library: str) -> HttpResponse:
    found = pages.library_or_404(request, library)
    seen, member = pages.sight(request), pages.member(request)
    may = pages.may(request, found)
    may_publish = may["publish"] and permissions.CHANGE_GALLERIES in pages.allowed(request)
    others = selectors.libraries(seen).exclude(pk=found.pk)
    context = {
        "library": found,
        "shelf": reads.shelf(request, seen, found, member.person),
        "counts": selectors.counts(seen, [found]).get(found.pk),
        "filters": _filters(may),
        "is_filtered": bool(request.GET.get("q") or request.GET.get("show")),
        "may": may,
        "may_publish": may_publish,
        "may_ask": may["upload"] or may["edit"],
        "is_owner": member.role.is_owner,
        "galleries": _galleries(request) if may_publish else [],
        "others": [row for row in others if pages.may(request, row)["upload"]],
        "home": found.home,
    }
    return render(request, "agency/workspace/library.html", context)


def _filters(may: dict[str, bool]) -> list[tuple[str, str]]:
    words = {
        "": _("All files"), "mine": _("My own"), "waiting": _("Waiting for review"),
        "declined": _("Declined"), "placed": _("In a gallery"), "unplaced": _("In no gallery"),
    }  # fmt: skip
    hidden = set() if may["see"] else {"mine"}
    return [(name, words[name]) for name in reads.FILTERS if name not in hidden]


def _galleries(request: HttpRequest) -> list[Gallery]:
    """Those that the member may fill."""
    seen = pages.sight(request)
    rows = Gallery.shown()
    if seen is not None and seen.galleries is not None:
        rows = rows.filter(pk__in=seen.galleries)
    return list(rows.order_by("title", "pk")[:500])


@workspace(None)
@require_POST
def act(request: HttpRequest, library: str) -> HttpResponse:
    """One action for the selected files: the button's name says which."""
    found = pages.library_or_404(request, library)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Http404
    with pages.saying(request):
        away = action(request, found, _selected(request, found))
        if away:
            return HttpResponseRedirect(away)
    query = request.META.get("QUERY_STRING", "")
    page = reverse("agency_workspace:library", args=[found.public_id])
    return redirect(f"{page}?{query}" if query else page)


def _selected(request: HttpRequest, library: Library) -> list[Any]:
    asked = request.POST.getlist("photo")[:MOST_AT_ONCE]
    seen = selectors.files(pages.sight(request), [library.home_id])
    found = list(seen.filter(public_id__in=asked))
    if not found:
        raise NothingSelected(_("Select some files first."))
    return found


def _ids(photos: list[Any]) -> list[int]:
    return [photo.pk for photo in photos]


def gallery_to_fill(request: HttpRequest, public_id: str) -> Gallery:
    """A gallery that the member may change, else 404; what is in it is decided by the role."""
    viewer = pages.viewer(request)
    if permissions.CHANGE_GALLERIES not in pages.allowed(request) or not viewer.is_team:
        raise Http404
    found = gallery.find_photos(viewer=viewer, gallery_public_id=public_id, photo_public_ids=())
    if found is None or found[0].is_home or found[0].finals_of_id is not None:
        raise Http404
    return found[0]


def _publish(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    into = gallery_to_fill(request, request.POST.get("target", ""))
    count = files.publish(photo_ids=_ids(photos), into=into, viewer=pages.viewer(request))
    words = ngettext(
        "%(count)d file is shown in “%(title)s”.",
        "%(count)d files are shown in “%(title)s”.",
        count,
    )
    _say(request, words % {"count": count, "title": into.title})


def _take_out(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    of = gallery_to_fill(request, request.POST.get("target", ""))
    count = files.take_out(photo_ids=_ids(photos), of=of, viewer=pages.viewer(request))
    words = ngettext(
        "%(count)d file was taken out of “%(title)s”.",
        "%(count)d files were taken out of “%(title)s”.",
        count,
    )
    _say(request, words % {"count": count, "title": of.title})


def _move(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    to = pages.library_or_404(request, request.POST.get("library", ""))
    count = files.move(
        photo_ids=_ids(photos), to=to, viewer=pages.viewer(request), at=timezone.now()
    )
    words = ngettext(
        "%(count)d file lives in “%(name)s” now.", "%(count)d files live in “%(name)s” now.", count
    )
    _say(request, words % {"count": count, "name": to.name})


def _delete(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    done = files.delete(photo_ids=_ids(photos), viewer=pages.viewer(request))
    words = ngettext("%(count)d file deleted.", "%(count)d files deleted.", done.deleted)
    _say(request, words % {"count": done.deleted})
    if done.kept:
        words = ngettext(
            "%(count)d is part of an order: shown nowhere any more, kept for its client.",
            "%(count)d are part of orders: shown nowhere any more, kept for their clients.",
            done.kept,
        )
        _say(request, words % {"count": done.kept})


def _ask(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    count = files.send_for_review(
        photo_ids=_ids(photos), viewer=pages.viewer(request), at=timezone.now()
    )
    words = ngettext("%(count)d file waits for review.", "%(count)d files wait for review.", count)
    _say(request, words % {"count": count})


def _decide(request: HttpRequest, library: Library, photos: list[Any]) -> None:
    review.decide_on(request, photos, approve=request.POST.get("action") == "approve")


def _say(request: HttpRequest, words: str) -> None:
    with pages.saying(request, words):
        pass


def _download(request: HttpRequest, library: Library, photos: list[Any]) -> str:
    """All of them in one archive, as the library exports them."""
    access.refuse_without(pages.viewer(request), _ids(photos), Right.ORIGINALS)
    return downloading.archive_of(
        library=library, photos=photos, fmt=library.export_format,
        who=gallery.recipient_of(request), host=request.get_host(), at=timezone.now(),
    )  # fmt: skip


# What an action answers is where the browser goes instead of back to the grid.
ACTIONS: dict[str, Callable[[HttpRequest, Library, list[Any]], str | None]] = {
    "download": _download,
    "publish": _publish,
    "take_out": _take_out,
    "move": _move,
    "delete": _delete,
    "ask": _ask,
    "approve": _decide,
    "decline": _decide,
}
