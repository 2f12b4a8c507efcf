"""What of galleries waits for a person of the team."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.gallery import permissions
from modules.gallery.access import Viewer, galleries_seen, seen, viewer_of
from modules.gallery.models import BatchFile, Comment, Gallery
from modules.gallery.services import retaining
from safelight.site.cards import Card
from safelight.web import dates

RECENT = timedelta(days=14)
MOST = 5


def needs_you(request: HttpRequest) -> list[Card]:
    """Comments that nobody answered, files that could not be read, photos whose time is over."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if permissions.VIEW not in allowed:
        return []
    at, viewer = timezone.now(), viewer_of(request)
    since = at - RECENT
    return [
        *(_going(viewer, at) if permissions.MANAGE in allowed else []),
        *_unanswered(viewer),
        *(_refused(viewer, since) if permissions.UPLOAD in allowed else []),
    ]


def _going(viewer: Viewer, at: datetime) -> list[Card]:
    days = list(
        retaining.coming(at=at)
        .filter(gallery__in=galleries_seen(viewer))
        .values_list("delete_at", flat=True)
    )
    if not days:
        return []
    title = ngettext(
        "Photos of %(count)d gallery will be deleted",
        "Photos of %(count)d galleries will be deleted",
        len(days),
    )
    return [
        Card(
            title=title % {"count": len(days)},
            text=_("From %(day)s on, as your settings of galleries say. You can keep them.")
            % {"day": dates.day(days[0])},
            url=reverse("gallery_workspace:retention"),
            count=len(days),
            icon="trash-2",
        )
    ]


def _unanswered(viewer: Viewer) -> list[Card]:
    """By photo: the team's last word on it comes before its clients' last."""
    known = galleries_seen(viewer)
    words = Comment.objects.filter(
        seen(viewer.sight, "photo"), gallery__in=known, hidden_at=None
    ).order_by()
    last = words.values("gallery", "photo").annotate(last=Max("pk")).values("last")
    open_ones = Comment.objects.filter(pk__in=last, by_team=False).order_by()
    counted = open_ones.values("gallery").annotate(count=Count("pk"), last=Max("pk"))
    rows = {row["gallery"]: row["count"] for row in counted.order_by("-last")[:MOST]}
    return [
        Card(
            title=ngettext(
                "%(count)d photo has a comment without an answer",
                "%(count)d photos have comments without an answer",
                rows[gallery.pk],
            )
            % {"count": rows[gallery.pk]},
            text=gallery.title,
            url=reverse("gallery_workspace:feedback", args=[gallery.public_id]),
            count=rows[gallery.pk],
            icon="message-circle",
        )
        for gallery in _in_order(list(rows))
    ]


def _refused(viewer: Viewer, since: object) -> list[Card]:
    files = BatchFile.objects.filter(
        outcome=BatchFile.Outcome.REFUSED,
        batch__made_at__gte=since,
        batch__gallery__in=galleries_seen(viewer),
    ).order_by()
    counted = files.values("batch__gallery").annotate(count=Count("pk"), last=Max("pk"))
    rows = {row["batch__gallery"]: row["count"] for row in counted.order_by("-last")[:MOST]}
    return [
        Card(
            title=ngettext(
                "%(count)d file was refused", "%(count)d files were refused", rows[gallery.pk]
            )
            % {"count": rows[gallery.pk]},
            text=gallery.title,
            url=reverse("gallery_workspace:photos", args=[gallery.public_id]),
            count=rows[gallery.pk],
            icon="circle-alert",
        )
        for gallery in _in_order(list(rows))
    ]


def _in_order(ids: list[int]) -> list[Gallery]:
    found = {gallery.pk: gallery for gallery in Gallery.objects.filter(pk__in=ids)}
    return [found[gallery_id] for gallery_id in ids if gallery_id in found]
