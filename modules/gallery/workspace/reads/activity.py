"""Who came in, and who took what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest

from modules.gallery.access import Sight, seen
from modules.gallery.models import AccessEntry, DownloadEntry, Gallery
from modules.gallery.workspace.reads import paging
from safelight.api.pages import Page

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How many files one person was given. ``email`` is empty for somebody unknown."""

    email: str
    files: int
    last_at: datetime


def entries(request: HttpRequest, gallery: Gallery) -> Page[AccessEntry]:
    """The entry log, newest first."""
    rows: QuerySet[AccessEntry] = AccessEntry.objects.filter(gallery=gallery)
    return paging.page(request, rows, by="-pk", limit=PER_PAGE)


def downloads(gallery: Gallery, sight: Sight | None) -> QuerySet[DownloadEntry]:
    """The download log, newest first.

    Whose photo it was that is deleted now, nobody can say: a limited member does not see its name.
    """
    rows: QuerySet[DownloadEntry] = DownloadEntry.objects.filter(gallery=gallery)
    if sight is not None:
        rows = rows.filter(seen(sight, "photo"), photo__isnull=False)
    return rows.order_by("-pk")


def taken(gallery: Gallery, sight: Sight | None) -> list[Taken]:
    """Downloads by person, the latest first."""
    rows = downloads(gallery, sight).order_by().values("email")
    counted = rows.annotate(files=Count("pk"), last_at=Max("at")).order_by("-last_at")
    return [Taken(**row) for row in counted]
