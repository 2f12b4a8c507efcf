"""Photos whose time is over: announced twice, kept by one click, deleted otherwise.

A gallery's time is over when it has closed, or else the time to choose has ended, and the studio's
days have passed since. What was announced falls away where that holds no more: the gallery has a
later last day, or the studio keeps photos longer or for good.
Nobody's photos go without 30 days between the first mail and the deletion, and 7 after the second.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from modules.gallery import hooks
from modules.gallery.models import (
    AccessEntry,
    DownloadEntry,
    Gallery,
    Placement,
    Retention,
)
from modules.gallery.services import listed, photos
from modules.gallery.settings import GallerySettings
from safelight import outbox
from safelight.accounts.services import owning
from safelight.audit import writing as audit
from safelight.kernel import gate
from safelight.site import selectors as site
from tenants.context import current_studio

FIRST, LAST = timedelta(days=30), timedelta(days=7)
_MONTH = timedelta(days=30.44)


def retain(*, at: datetime) -> None:
    """What is due tonight: announcements, reminders, deletions, and old lines of the logs."""
    settings = site.module_settings("gallery", GallerySettings)
    _forget_visits(at - settings.visits_kept_months * _MONTH)
    _waiting().exclude(pk__in=_standing(settings, at).values("pk")).delete()
    if not settings.retention_days:
        return
    for gallery in _over(at - timedelta(days=settings.retention_days) + FIRST):
        _tell(gallery, settings, at)
    waiting = _waiting()
    for row in waiting.filter(reminded_at=None, delete_at__lte=at + LAST):
        _remind(row, at=at)
    due = waiting.filter(delete_at__lte=at, reminded_at__lte=at - LAST + timedelta(hours=1))
    for row in due:
        _delete(row, at=at)


def keep(*, gallery: Gallery, at: datetime) -> None:
    """Never delete this gallery's photos by time."""
    with transaction.atomic():
        Retention.objects.update_or_create(
            gallery=gallery, defaults={"kept_at": at},
            create_defaults={"kept_at": at, "told_at": at, "delete_at": at},
        )  # fmt: skip
        audit.note("gallery.retention_kept", subject=("gallery", gallery.public_id, gallery.title))


def coming(*, at: datetime) -> QuerySet[Retention]:
    """What was announced and is still to come, the soonest first."""
    settings = site.module_settings("gallery", GallerySettings)
    return _standing(settings, at).order_by("delete_at")


def photos_of(gallery: Gallery) -> list[int]:
    """Ids of the photos that would go: in no other gallery, and not needed for an open order."""
    here = set(Placement.objects.filter(gallery=gallery).values_list("photo", flat=True))
    elsewhere = Placement.objects.filter(photo__in=here).exclude(gallery=gallery)
    here -= set(elsewhere.values_list("photo", flat=True))
    modules = gate.enabled_modules(current_studio())
    return sorted(here - hooks.photos_that_are_needed(modules, photo_ids=sorted(here)))


def _waiting() -> QuerySet[Retention]:
    return Retention.objects.filter(kept_at=None, deleted_at=None).select_related("gallery")


def _standing(settings: GallerySettings, at: datetime) -> QuerySet[Retention]:
    """Those of ``_waiting`` that would be announced today as well."""
    if not settings.retention_days:
        return Retention.objects.none()
    ended_before = at - timedelta(days=settings.retention_days) + FIRST
    found = _waiting().annotate(ended_at=Coalesce("gallery__closes_at", "gallery__choose_until"))
    return found.filter(ended_at__lte=ended_before)


def _over(ended_before: datetime) -> QuerySet[Gallery]:
    found = Gallery.objects.annotate(ended_at=Coalesce("closes_at", "choose_until"))
    return found.filter(ended_at__lte=ended_before, retention=None, is_home=False, finals_of=None)


def _tell(gallery: Gallery, settings: GallerySettings, at: datetime) -> None:
    ended_at: datetime = gallery.ended_at  # type: ignore[attr-defined]  # Told by ``_over``.
    planned = ended_at + timedelta(days=settings.retention_days)
    # The row and its mails appear together.
    with transaction.atomic():
        row, is_new = Retention.objects.get_or_create(
            gallery=gallery, defaults={"told_at": at, "delete_at": max(planned, at + FIRST)}
        )
        if is_new:
            _mail(row, settings, "first")


def _remind(seen: Retention, *, at: datetime) -> None:
    with transaction.atomic():  # The reminder and its mails.
        row = _still(seen)
        if row is None:
            return
        # A night without a worker moves the deletion, not the notice.
        row.reminded_at, row.delete_at = at, max(row.delete_at, at + LAST)
        row.save(update_fields=["reminded_at", "delete_at"])
        _mail(row, site.module_settings("gallery", GallerySettings), "last")


def _mail(row: Retention, settings: GallerySettings, which: str) -> None:
    gallery = row.gallery
    post = partial(outbox.post, related=("gallery", gallery.public_id))
    said = {"gallery": gallery, "day": row.delete_at}
    # Of this announcement: a later one is told again.
    key = f"retention {which} {gallery.public_id} {row.pk}"
    for owner in owning.owners():
        post(
            key=f"{key} {owner.public_id}", to=owner.email,
            to_name=owner.name, template="gallery_retention", language=owner.language or None,
            context={**said, "path": reverse("gallery_workspace:retention")},
        )  # fmt: skip
    for client in listed.clients_of(gallery) if settings.retention_tells_clients else ():
        post(
            key=f"{key} {client.public_id}",
            to=client.person.email, to_name=client.person.name,
            template="gallery_retention_client", language=client.person.language or None,
            context={**said, "path": reverse("gallery_site:gallery", args=[gallery.public_id])},
        )  # fmt: skip


def _delete(seen: Retention, *, at: datetime) -> None:
    gallery = seen.gallery
    with transaction.atomic():  # The photos, that they are gone, and the log.
        row = _still(seen)
        if row is None:
            return
        gone = photos.delete(photo_ids=photos_of(gallery)).deleted
        row.deleted_at, row.photos = at, gone
        row.save(update_fields=["deleted_at", "photos"])
        audit.note(
            "gallery.retention_deleted", subject=("gallery", gallery.public_id, gallery.title),
            details={"photos": gone},
        )  # fmt: skip


def _still(seen: Retention) -> Retention | None:
    """The row, locked, unless somebody has said meanwhile that the photos stay."""
    rows = _waiting().select_for_update(of=("self",))
    found: Retention | None = rows.filter(pk=seen.pk).first()
    return found


def _forget_visits(before: datetime) -> None:
    AccessEntry.objects.filter(at__lt=before).delete()
    DownloadEntry.objects.filter(at__lt=before).delete()
