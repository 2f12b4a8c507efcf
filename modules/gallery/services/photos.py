"""What the team does with photos: state, name, place, order, earlier versions, deletion."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.events import PhotoReplaced, PhotosChangedState
from modules.gallery.models import Gallery, Photo, PhotoState, PhotoVersion, Placement
from modules.gallery.services import placing, tree
from safelight import jobs, outbox
from safelight.kernel.errors import Refusal

LONGEST_NAME = 200
REMOVE_OBJECT = "gallery.remove_object"


class NameTaken(Refusal):
    code = "photo_name_taken"


class BadName(Refusal):
    code = "photo_name_bad"


class NoSuchVersion(Refusal):
    code = "no_such_version"
    status = 404


class NotInGallery(Refusal):
    code = "photo_not_in_gallery"


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """``kept`` photos belong to orders: shown nowhere any more, still there for who ordered."""

    deleted: int
    kept: int


def name_key(name: str) -> str:
    """What "the same name" means: NFC, without regard to case."""
    return unicodedata.normalize("NFC", name).casefold()


def set_state(*, photo_ids: Collection[int], state: str) -> int:
    """Set the state of photos and announce it once; how many changed.

    Sends no mail by itself. Links to what was FINAL end where it is not any more.
    """
    state = PhotoState(state)
    # The change, its event and the end of links appear together.
    with transaction.atomic():
        rows = Photo.objects.select_for_update().filter(pk__in=photo_ids).exclude(state=state)
        before = dict(rows.order_by("pk").values_list("pk", "state"))
        if not before:
            return 0
        Photo.objects.filter(pk__in=before).update(state=state)
        was_final = [pk for pk, old in before.items() if old == PhotoState.FINAL]
        revisions.raise_for(placing.galleries_of(was_final))
        tree.touched(placing.galleries_of(before))
        outbox.publish(PhotosChangedState(photo_ids=tuple(sorted(before)), state=state))
    return len(before)


def rename(*, photo: Photo, name: str) -> Photo:
    """Give a photo another name; its ending stays, since it says what the file is."""
    wanted = unicodedata.normalize("NFC", name).strip()
    ending = PurePath(photo.name).suffix
    if not wanted.lower().endswith(ending.lower()):
        wanted += ending
    stem = wanted[: len(wanted) - len(ending)]
    if not stem.strip() or len(wanted) > LONGEST_NAME or any(c in wanted for c in "/\\\0\r\n"):
        raise BadName(_("Write a name of up to 200 characters, without slashes."))
    # Two photos of one name in a gallery could not be told apart by an upload.
    with transaction.atomic():
        galleries = placing.galleries_of([photo.pk])
        same = Photo.objects.filter(placements__gallery__in=galleries, name_key=name_key(wanted))
        if same.exclude(pk=photo.pk).exists():
            raise NameTaken(_("There is a photo named “%(name)s” already.") % {"name": wanted})
        photo.name, photo.name_key = wanted, name_key(wanted)
        photo.save(update_fields=["name", "name_key", "updated_at"])
        # A final is of the photo that has its name.
        beside = Q(finals_of__in=galleries) | Q(pk__in=galleries, finals_of__isnull=False)
        revisions.raise_for(list(Gallery.objects.filter(beside).values_list("pk", flat=True)))
        tree.touched(galleries)
    return photo


def set_cover(*, gallery: Gallery, photo: Photo | None) -> Gallery:
    """Let a photo of the gallery stand for it; None: its first photo does."""
    if photo and not Placement.objects.filter(gallery=gallery, photo=photo).exists():
        raise NotInGallery(_("This photo is not in the gallery."))
    gallery.cover = photo
    gallery.save(update_fields=["cover"])
    tree.touched([gallery.pk])
    return gallery


def restore(*, photo: Photo, number: int) -> Photo:
    """Show an earlier version of a photo again; the newer ones are kept."""
    version = PhotoVersion.objects.filter(photo=photo, number=number, ready_at__isnull=False)
    found = version.first()
    if found is None:
        raise NoSuchVersion(_("This photo has no such version."))
    if photo.version_id == found.pk:
        return photo
    # The photo and its event appear together; links to the other version end.
    with transaction.atomic():
        photo.version = found
        photo.save(update_fields=["version", "updated_at"])
        galleries = placing.galleries_of([photo.pk])
        revisions.raise_for(galleries)
        tree.touched(galleries)
        outbox.publish(PhotoReplaced(photo_id=photo.pk, version_id=found.pk))
    return photo


def delete(*, photo_ids: Collection[int]) -> Deleted:
    """Delete photos with all their versions, picks and comments.

    A photo of which an order has a version is taken out of every gallery and kept.
    """
    kept = 0
    # Rows, and the jobs that remove their files, appear together.
    with transaction.atomic():
        galleries = placing.galleries_of(photo_ids)
        photos = list(Photo.objects.select_for_update().filter(pk__in=photo_ids).order_by("pk"))
        Placement.objects.filter(photo__in=photos).delete()
        Gallery.objects.filter(cover__in=photos).update(cover=None)
        for photo in photos:
            kept += not _delete_one(photo)
        revisions.raise_for(galleries)
        tree.touched(galleries)
    return Deleted(deleted=len(photos) - kept, kept=kept)


def _delete_one(photo: Photo) -> bool:
    keys = list(photo.versions.values_list("object_key", flat=True))
    try:
        with transaction.atomic():  # Undone where a version belongs to an order.
            Photo.objects.filter(pk=photo.pk).update(version=None)
            photo.delete()
    except ProtectedError:
        return False
    for key in keys:
        jobs.enqueue(REMOVE_OBJECT, key=key, object_key=key)
    return True
