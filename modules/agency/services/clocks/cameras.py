"""Which cameras the photos of a gallery are from, by library, make and serial number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from modules.agency.models import Library
from modules.gallery.models import Gallery, Photo, Placement


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A photo, as far as time goes. ``clock``: what the camera's clock showed, taken for UTC, where
    its file names no time zone.
    """

    id: int
    public_id: str
    name: str
    captured_at: datetime
    corrected_at: datetime
    clock: datetime | None

    def at(self, offset: timedelta, zone: timedelta | None) -> datetime:
        """When it was taken, with the clock so far off."""
        if self.clock is None or zone is None:
            return self.captured_at + offset
        return self.clock - zone + offset

    @property
    def zone(self) -> timedelta | None:
        """How far the clock was from UTC, if it was right."""
        return None if self.clock is None else self.clock - self.captured_at


@dataclass(frozen=True, kw_only=True)
class Camera:
    """One camera within one library; ``shots`` as they were taken, by its own clock."""

    library: Library | None
    camera: str
    serial: str
    shots: Sequence[Shot]

    @property
    def key(self) -> str:
        """What an address or a form calls it by."""
        library = self.library.public_id if self.library else ""
        words = "\n".join((library, self.camera, self.serial))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @property
    def first_at(self) -> datetime:
        return self.shots[0].captured_at

    @property
    def last_at(self) -> datetime:
        return self.shots[-1].captured_at

    @property
    def zone(self) -> timedelta | None:
        """Of the first photo that names none; the clock is not changed during an event."""
        return next((shot.zone for shot in self.shots if shot.zone is not None), None)

    def shot(self, public_id: str) -> Shot | None:
        return next((shot for shot in self.shots if shot.public_id == public_id), None)


def of_gallery(gallery: Gallery, *, seen: Q | None = None) -> list[Camera]:
    """The cameras of a gallery's photos that know when they were taken, the busiest first.

    ``seen`` filters photos. One query for photos and one for libraries.
    """
    photos = Photo.objects.filter(seen or Q(), placements__gallery=gallery)
    found: dict[tuple[int | None, str, str], list[Shot]] = {}
    for row in _rows(photos):
        found.setdefault((row[0], row[1] or "", row[2] or ""), []).append(_shot(row))
    libraries = {
        library.home_id: library
        for library in Library.objects.filter(home__in={home for home, _c, _s in found if home})
    }
    cameras = [
        Camera(
            library=libraries.get(home) if home else None, camera=camera, serial=serial,
            shots=sorted(shots, key=lambda shot: (shot.clock or shot.captured_at, shot.name)),
        )
        for (home, camera, serial), shots in found.items()
    ]  # fmt: skip
    return sorted(cameras, key=lambda each: (-len(each.shots), each.camera, each.serial))


def are_several(gallery: Gallery) -> bool:
    """Whether the gallery's photos are of more than one camera or library; one query."""
    photos = Photo.objects.filter(placements__gallery=gallery)
    rows: Any = _rows(photos)
    return len(rows.values_list("home", "camera", "serial").distinct()[:2]) > 1


def _rows(photos: QuerySet[Photo]) -> QuerySet[Photo, tuple[Any, ...]]:
    home = Placement.objects.filter(photo=OuterRef("pk"), in_home=True).values("gallery")
    return (
        photos.filter(version__captured_at__isnull=False)
        .annotate(
            home=Subquery(home[:1]), camera=_said("camera"), serial=_said("serial"),
            clock=_said("clock"),
        )
        .values_list(
            "home", "camera", "serial", "clock", "pk", "public_id", "name",
            "version__captured_at", "captured_at",
        )
        .distinct()
    )  # fmt: skip


def _said(name: str) -> KeyTextTransform:
    return KeyTextTransform(name, "version__metadata")


def _shot(row: tuple[Any, ...]) -> Shot:
    _home, _camera, _serial, clock, pk, public_id, name, captured_at, corrected_at = row
    return Shot(
        id=pk, public_id=public_id, name=name, captured_at=captured_at,
        corrected_at=corrected_at or captured_at, clock=read_clock(clock),
    )  # fmt: skip


def read_clock(text: object) -> datetime | None:
    """What ``reading`` of galleries kept of a clock without a zone, taken for UTC."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
