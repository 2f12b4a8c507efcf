"""Writing down who came in and who was given what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Max
from django.http import HttpRequest

from modules.gallery.facts import Download, Recipient
from modules.gallery.models import AccessEntry, DownloadEntry, Gallery
from safelight.accounts import throttle, visitors
from safelight.accounts.models import Person

# Somebody who goes from photo to photo has entered once.
ONE_VISIT = timedelta(hours=6)

_Visit = tuple[str, str, int | None, str, str | None]
# Visits that are written down already, by when they began: each page of one would ask for it.
_visits: dict[_Visit, datetime] = {}
MOST_VISITS = 10_000


def recipient_of(request: HttpRequest) -> Recipient:
    """Who asks, and from where: behind a proxy, the address that the proxy was asked from."""
    visitor = visitors.current(request)
    person = cast(Person, request.user) if request.user.is_authenticated else None
    return Recipient(
        visitor_id=visitor.pk if visitor else None,
        person_id=person.pk if person else None,
        email=person.email if person else "",
        remote_address=throttle.remote_address(request),
    )


def entered(*, gallery: Gallery, via: str, who: Recipient, at: datetime) -> AccessEntry | None:
    """One entry for each visit; a password tells no name, so none is written down.

    The team's own looks are not logged.
    """
    if via in {"", "team"}:
        return None
    email = who.email if via in {"client", "group"} else ""
    visit = (gallery.public_id, via, who.visitor_id, email, who.remote_address)
    if visit in _visits and _visits[visit] > at - ONE_VISIT:
        return None
    same: Any = AccessEntry.objects.filter(
        gallery=gallery, via=via, visitor=who.visitor_id, email=email,
        remote_address=who.remote_address, at__gt=at - ONE_VISIT,
    )  # fmt: skip
    began = same.order_by().aggregate(began=Max("at"))["began"]
    entry: AccessEntry | None = None
    if began is None:
        entry = AccessEntry.objects.create(
            gallery=gallery, via=via, visitor_id=who.visitor_id, email=email,
            remote_address=who.remote_address, at=at,
        )  # fmt: skip
    _remember(visit, began or at)
    return entry


def _remember(visit: _Visit, began: datetime) -> None:
    if len(_visits) >= MOST_VISITS:
        _visits.clear()
    _visits[visit] = began


def downloaded(*, downloads: Sequence[Download], who: Recipient, at: datetime) -> None:
    """One row for each photo, in one statement."""
    DownloadEntry.objects.bulk_create(
        DownloadEntry(
            gallery_id=download.gallery_id,
            photo_id=download.photo_id,
            name=download.name,
            what=download.what,
            in_archive=download.in_archive,
            order_public_id=download.order_public_id,
            visitor_id=who.visitor_id,
            person_id=who.person_id,
            email=who.email,
            remote_address=who.remote_address,
            at=at,
        )
        for download in downloads
    )
