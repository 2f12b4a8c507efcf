"""One file of a library: how far it is, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from modules.agency import permissions, selectors
from modules.agency.models import Credit, Library
from modules.agency.services import files
from modules.agency.services.downloading import BeingMade, link_to
from modules.agency.workspace import pages, reads
from modules.gallery import facade as gallery
from safelight.accounts.doors import workspace


@workspace(None)
@require_safe
def show(request: HttpRequest, library: str, photo: str) -> HttpResponse:
    home, found = _file(request, library, photo)
    seen, me = pages.sight(request), pages.member(request).person
    may = pages.may(request, home)
    is_own = found.uploader_id == me.pk
    pair = (home.home_id, found.pk)
    credit = Credit.objects.filter(photo=found).select_related("contributor").first()
    context = {
        "library": home,
        "photo": found,
        "version": found.version,
        "picture": gallery.thumbnails(request=request, pairs=[pair], large=True).get(found.pk),
        "standing": selectors.standing(found.review_state, review_first=home.review_first),
        "credited": credit.contributor if credit else home.contributor,
        "shown_in": reads.shown_in(
            found, seen, sees_galleries=permissions.SEE_GALLERIES in pages.allowed(request)
        ),
        "may": may,
        "may_replace": may["edit"] or (may["upload"] and is_own),
        "home": home.home,
    }
    return render(request, "agency/workspace/file.html", context)


@workspace(None)
@require_POST
def rename(request: HttpRequest, library: str, photo: str) -> HttpResponse:
    home, found = _file(request, library, photo)
    with pages.saying(request, _("Saved.")):
        files.rename(photo=found, name=request.POST.get("name", ""), viewer=pages.viewer(request))
    return redirect("agency_workspace:library_file", home.public_id, found.public_id)


@workspace(None)
@require_GET
def download(request: HttpRequest, library: str, photo: str) -> HttpResponse:
    """A signed link to the file as the library exports it, or ``?as=original`` untouched."""
    home, found = _file(request, library, photo)
    if not pages.may(request, home)["originals"]:
        raise Http404
    fmt = None if request.GET.get("as") == "original" else home.export_format
    try:
        link = link_to(
            library=home, photo=found, fmt=fmt, who=gallery.recipient_of(request),
            host=request.get_host(), at=timezone.now(),
        )  # fmt: skip
    except BeingMade as refusal:
        with pages.saying(request):
            raise refusal
        return redirect("agency_workspace:library_file", home.public_id, found.public_id)
    return HttpResponseRedirect(link)


def _file(request: HttpRequest, library: str, photo: str) -> tuple[Library, Any]:
    """The library and its file, as far as this member has it before them."""
    home = pages.library_or_404(request, library)
    seen = selectors.files(pages.sight(request), [home.home_id])
    found = seen.filter(public_id=photo).first()
    if found is None:
        raise Http404
    return home, found
