"""What clocks of events do with new photos. Each may come twice."""

from __future__ import annotations

from modules.agency.services.clocks import correcting
from modules.gallery.events import PhotoAdded


def on_photo_added(event: PhotoAdded) -> None:
    correcting.correct_new(photo_id=event.photo_id)
