"""Photos of several cameras at one event; use it inside a studio."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from modules.agency.models import Library
from modules.agency.services.clocks import cameras
from modules.agency.services.clocks.cameras import Camera
from modules.gallery import facade as gallery_facade
from modules.gallery.access import Viewer
from modules.gallery.models import Gallery, Photo
from tests.gallery.factories import make_photo

NOON = datetime(2026, 6, 20, 10, 0, tzinfo=UTC)
TEAM = Viewer(is_team=True)
MINUTE = timedelta(minutes=1)


def shot(  # noqa: PLR0913 - each is something that a file says
    name: str, at: datetime, *, of: Gallery, camera: str = "Canon R5", serial: str = "1",
    library: Library | None = None, clock: str = "",
) -> Photo:  # fmt: skip
    """A ready photo; ``clock`` as ``services.reading`` of galleries keeps it."""
    made: Photo = make_photo(in_gallery=of, name=name)
    assert made.version is not None
    said = {"camera": camera, "serial": serial, "clock": clock}
    made.version.metadata = {key: value for key, value in said.items() if value}
    made.version.captured_at = made.captured_at = at
    made.version.save(update_fields=["metadata", "captured_at"])
    made.save(update_fields=["captured_at"])
    if library is not None:
        gallery_facade.place_in_home(home=library.home, photo_ids=[made.pk])
    return made


def order(gallery: Gallery) -> list[str]:
    """Names in the gallery's order."""
    rows = gallery.placements.order_by("position", "pk")
    return list(rows.values_list("photo__name", flat=True))


def by_name(gallery: Gallery) -> dict[str, Camera]:
    return {each.serial or each.camera: each for each in cameras.of_gallery(gallery)}
