"""Correcting the clocks of an event, for what is there and for what comes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from modules.agency.models import ClockCorrection, EventClocks, Library
from modules.agency.services.clocks import cameras as found_cameras
from modules.agency.services.clocks.cameras import Camera, Shot
from modules.gallery import facade as gallery_facade
from modules.gallery.facade import Right, Viewer
from modules.gallery.models import Gallery, Photo, Placement
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal

# Files from so long before and after are of the same event.
NEAR = timedelta(hours=12)


class NoCameras(Refusal):
    """There is no photo that knows when it was taken, or the camera is not there any more."""

    code = "no_cameras"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is said of one camera."""

    offset: timedelta
    frame: Shot | None = None
    is_reference: bool = False


def correct(
    *, gallery: Gallery, settings: Mapping[str, Setting], viewer: Viewer, by: Person, at: datetime
) -> int:  # fmt: skip
    """Correct each camera by its key, and put the gallery's photos in the order they happened.

    How many photos. Cameras that are not named are as they say. Whoever corrects may change every
    photo that moves; raises ``gallery_facade.NotYours`` else, and ``NoCameras``.
    """
    # Times, order and how they came about appear together.
    with transaction.atomic():
        here = found_cameras.of_gallery(gallery)
        if not here or not {camera.key for camera in here} >= settings.keys():
            raise NoCameras(_("The photos changed meanwhile. Load the page again."))
        gallery_facade.refuse_without(viewer, _ids(here), Right.EDIT)
        event = _event(gallery, by, at)
        event.corrections.all().delete()
        rows = [_row(event, camera, settings.get(camera.key)) for camera in here]
        ClockCorrection.objects.bulk_create(rows)
        times = {
            shot.id: shot.at(row.offset, row.zone)
            for row, camera in zip(rows, here, strict=True)
            for shot in camera.shots
        }
        gallery_facade.set_capture_times(times=times)
        gallery_facade.arrange(gallery=gallery, by="captured")
    return len(times)


def take_back(*, gallery: Gallery, viewer: Viewer) -> int:
    """Let photos be taken when their files say, in the order they had; how many photos."""
    with transaction.atomic():  # As above.
        event = EventClocks.objects.select_for_update().filter(gallery=gallery).first()
        if event is None:
            return 0
        here = found_cameras.of_gallery(gallery)
        gallery_facade.refuse_without(viewer, _ids(here), Right.EDIT)
        times = {shot.id: shot.captured_at for camera in here for shot in camera.shots}
        gallery_facade.set_capture_times(times=times)
        gallery_facade.line_up(gallery=gallery, photo_ids=event.order_before)
        event.delete()
    return len(times)


def correct_new(*, photo_id: int) -> bool:
    """Correct a file that came later by the clock of its camera; whether there was one for it.

    Its order in the gallery is as it came.
    """
    if not ClockCorrection.objects.exists():
        return False
    photo = Photo.objects.select_related("version").filter(pk=photo_id).first()
    if photo is None or photo.version is None or photo.version.captured_at is None:
        return False
    said = photo.version.metadata
    library = Library.objects.filter(home__placements__photo=photo).first()
    captured_at = photo.version.captured_at
    known = ClockCorrection.objects.filter(
        library=library, camera=said.get("camera", ""), serial=said.get("serial", ""),
        first_at__lte=captured_at + NEAR, last_at__gte=captured_at - NEAR,
    ).select_related("event")  # fmt: skip
    if library is None:
        known = known.filter(event__gallery__placements__photo=photo)
    row = known.order_by("-event__at").first()
    if row is None:
        return False
    shot = Shot(
        id=photo.pk, public_id=photo.public_id, name=photo.name, captured_at=captured_at,
        corrected_at=captured_at, clock=found_cameras.read_clock(said.get("clock")),
    )  # fmt: skip
    gallery_facade.set_capture_times(times={photo.pk: shot.at(row.offset, row.zone)})
    return True


def _event(gallery: Gallery, by: Person, at: datetime) -> EventClocks:
    """Locked; the order before the first correction is the one to go back to."""
    Gallery.objects.select_for_update(of=("self",)).get(pk=gallery.pk)
    event = EventClocks.objects.filter(gallery=gallery).first()
    if event is None:
        order = Placement.objects.filter(gallery=gallery).order_by("position", "pk")
        ids = list(order.values_list("photo_id", flat=True))
        return EventClocks.objects.create(gallery=gallery, order_before=ids, by=by, at=at)
    event.by, event.at = by, at
    event.save(update_fields=["by", "at"])
    return event


def _row(event: EventClocks, camera: Camera, setting: Setting | None) -> ClockCorrection:
    said = setting or Setting(offset=timedelta())
    return ClockCorrection(
        event=event, library=camera.library, camera=camera.camera, serial=camera.serial,
        offset=said.offset, zone=camera.zone, first_at=camera.first_at, last_at=camera.last_at,
        frame_id=said.frame.id if said.frame else None, is_reference=said.is_reference,
    )  # fmt: skip


def _ids(cameras: Sequence[Camera]) -> list[int]:
    return [shot.id for camera in cameras for shot in camera.shots]
