"""The queue of files that wait for somebody's eyes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from modules.agency import selectors
from modules.agency.models import Library
from modules.agency.services import files, reviewing
from modules.agency.workspace import pages, reads
from safelight.accounts.doors import workspace

MOST_AT_ONCE = 2000
LONGEST_NOTE = 1000


@workspace(None)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    seen, person = pages.sight(request), pages.member(request).person
    libraries = {row.home_id: row for row in Library.objects.all()}
    found = selectors.files(seen, list(libraries)).filter(
        pk__in=reviewing.waiting_for(seen).values("pk")
    )
    context = {
        "tabs": pages.tabs(request),
        "shelf": reads.page_of(request, found, libraries, person),
    }
    return render(request, "agency/workspace/review.html", context)


@workspace(None)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    seen = pages.sight(request)
    asked = request.POST.getlist("photo")[:MOST_AT_ONCE]
    homes = list(selectors.libraries(seen).values_list("home_id", flat=True))
    with pages.saying(request):
        photos = list(selectors.files(seen, homes).filter(public_id__in=asked))
        decide_on(request, photos, approve=request.POST.get("action") == "approve")
    return redirect("agency_workspace:review")


def decide_on(request: HttpRequest, photos: list[Any], *, approve: bool) -> None:
    """Approve or decline photos; the form names with ``version-<photo>`` what was looked at."""
    looked_at = {photo.pk: _number(request, photo) for photo in photos}
    done = files.review(
        seen=looked_at, approve=approve, note=request.POST.get("note", "").strip()[:LONGEST_NOTE],
        by=pages.member(request).person, viewer=pages.viewer(request), at=timezone.now(),
    )  # fmt: skip
    words = (
        ngettext("%(count)d file approved.", "%(count)d files approved.", done.decided)
        if approve
        else ngettext("%(count)d file declined.", "%(count)d files declined.", done.decided)
    )
    with pages.saying(request, words % {"count": done.decided}):
        pass
    if done.changed:
        words = ngettext(
            "%(count)d was replaced meanwhile and waits again.",
            "%(count)d were replaced meanwhile and wait again.",
            done.changed,
        )
        with pages.saying(request, words % {"count": done.changed}):
            pass


def _number(request: HttpRequest, photo: Any) -> int:
    typed = request.POST.get(f"version-{photo.public_id}", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0
