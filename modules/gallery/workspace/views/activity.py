"""The Activity tab: who came in, who took what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from modules.gallery import permissions
from modules.gallery.workspace import pages
from modules.gallery.workspace.reads import activity, paging
from safelight.accounts.doors import workspace
from safelight.web import csvfiles

LATEST = 50


@workspace(permissions.VIEW)
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    entries = activity.entries(request, gallery)
    sight = pages.sight_of(request)
    downloads = activity.downloads(gallery, sight)
    context = pages.head(request, gallery, "activity") | {
        "entries": entries.rows,
        "next_url": paging.turn(request, entries.next),
        "previous_url": paging.first(request),
        "taken": activity.taken(gallery, sight),
        "downloads": downloads[:LATEST],
        "download_count": downloads.count(),
    }
    return render(request, "gallery/workspace/activity.html", context)


@workspace(permissions.VIEW)
@require_safe
def downloads_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    rows = (
        (row.at.isoformat(), row.email, row.name, row.what, row.in_archive, row.order_public_id)
        for row in activity.downloads(gallery, pages.sight_of(request)).iterator()
    )
    head = (_("When"), _("Who"), _("Photo"), _("What"), _("In an archive"), _("Order"))
    return csvfiles.respond("downloads.csv", head, rows)
