"""Fills the demonstration's galleries while photographs are still being painted."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from modules.gallery.models import Batch, BatchFile, Gallery, Photo
from modules.gallery.services import photos, placing
from safelight.accounts.models import Person
from safelight.demo import handing_in, libraries, photographs, retouching, stories, studios
from safelight.demo.cast import House, Place
from safelight.demo.spreading import Spot
from tenants.context import tenant_context
from tenants.models import Studio

SHOWN_PHOTOS = 4
SAY_EVERY = 5.0
# Longer than a worker needs for any one photo, and for starting.
PATIENCE = 180.0

Say = Callable[[str], object]
Painting = Future[photographs.Order]


class NobodyWorks(Exception):
    """Files were handed in, and no worker makes photos of them."""


class Filling:
    """One run of it. ``pause`` is called between two looks at what the workers have done."""

    def __init__(
        self, houses: dict[House, Studio], say: Say, pause: Callable[[], object] | None = None
    ) -> None:
        self._studios = houses
        self._say = say
        self._pause = pause or (lambda: time.sleep(0.5))
        self._batches: dict[Spot, Batch] = {}
        self._files: dict[Spot, list[Path]] = {}
        self._said_at = time.monotonic()

    def paint(self, paintings: dict[Painting, Spot]) -> None:
        """Hand each photo in as soon as it is painted."""
        left = set(paintings)
        while left:
            done, left = wait(left, timeout=1.0, return_when=FIRST_COMPLETED)
            for painting in done:
                self.hand_in(painting.result().path, paintings[painting])
            self._progress(len(paintings), to_paint=len(left))

    def hand_in(self, path: Path, spot: Spot) -> None:
        """Send a file into its gallery unless an earlier run did."""
        house, place = spot
        self._files.setdefault(spot, []).append(path)
        with tenant_context(self._studios[house]):
            gallery = studios.gallery(place.title)
            if gallery is None or handing_in.is_handed_in(
                path=path, gallery=gallery, state=place.state
            ):
                return
            by, at = studios.person(house.retoucher), timezone.now()
            if spot not in self._batches:
                self._batches[spot] = handing_in.open_batch(
                    gallery=gallery, state=place.state, by=by, at=at
                )
            handing_in.hand_in(path=path, batch=self._batches[spot], by=by, at=at)

    def await_photos(self) -> None:
        """Until the workers have settled every file. Raises ``NobodyWorks``."""
        total = sum(len(files) for files in self._files.values())
        left, since = -1, time.monotonic()
        while (now_left := self._unsettled()) > 0:
            if now_left != left:
                left, since = now_left, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                raise NobodyWorks("Photos were sent, and no worker takes them up.")
            self._progress(total)
            self._pause()

    def tell_stories(self) -> None:
        """Order and show the photos, then let clients speak and order."""
        for house, studio in self._studios.items():
            with tenant_context(studio):
                for place in house.places:
                    _arrange(place)
                files = [
                    path
                    for (of, place), paths in self._files.items()
                    for path in paths
                    if of == house and place.title == house.retouched
                ]
                libraries.set_up(house, files, at=timezone.now())
                stories.tell(house, files, self._replace, at=timezone.now())

    def refused(self) -> list[tuple[str, str]]:
        """Names of files that are no photos, with the sentence their uploader reads."""
        found: list[tuple[str, str]] = []
        for studio in self._studios.values():
            with tenant_context(studio):
                rows = BatchFile.objects.filter(outcome=BatchFile.Outcome.REFUSED)
                found += rows.values_list("name", "reason")
        return found

    def _replace(self, gallery: Gallery, by: Person, files: Sequence[Path]) -> None:
        missing = [
            path
            for path in files
            if not handing_in.is_handed_in(path=path, gallery=gallery, state="FINAL")
        ]
        if missing:
            with tempfile.TemporaryDirectory() as folder:
                batch = stories.final_batch(gallery, by, at=timezone.now())
                for path in missing:
                    final = retouching.retouch(path, Path(folder))
                    handing_in.hand_in(path=final, batch=batch, by=by, at=timezone.now())
        while handing_in.unsettled(gallery):
            self._pause()

    def _unsettled(self) -> int:
        count = 0
        for house, studio in self._studios.items():
            with tenant_context(studio):
                for place in house.places:
                    gallery = studios.gallery(place.title)
                    count += handing_in.unsettled(gallery) if gallery else 0
        return count

    def _progress(self, total: int, *, to_paint: int = 0) -> None:
        if time.monotonic() - self._said_at < SAY_EVERY:
            return
        self._said_at = time.monotonic()
        painted = f"{total - to_paint} of {total} photographs painted, " if to_paint else ""
        ready = sum(len(files) for files in self._files.values()) - self._unsettled()
        self._say(f"{painted}{ready} of {total} ready to be looked at")


def _arrange(place: Place) -> None:
    """Put a gallery's photos in the order of the day; show there what others show as well."""
    gallery = studios.gallery(place.title)
    if gallery is None:
        return
    for title in place.shows:
        shown = Photo.objects.filter(placements__gallery=studios.gallery(title))
        ids = shown.order_by("captured_at", "name_key").values_list("pk", flat=True)
        placing.place(gallery=gallery, photo_ids=list(ids[:SHOWN_PHOTOS]))
    placing.arrange(gallery=gallery, by="captured")
    if place.has_cover:
        lying = Photo.objects.filter(
            placements__gallery=gallery, version__width__gt=F("version__height")
        )
        photos.set_cover(gallery=gallery, photo=lying.order_by("-captured_at").first())
