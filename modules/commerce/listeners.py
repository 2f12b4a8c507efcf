"""What commerce does when galleries announce something. Each may be called twice."""

from __future__ import annotations

from django.db import transaction

from modules.commerce.services.delivery import automatic, delivering
from modules.gallery import facade as gallery
from modules.gallery.events import FilePrepared, PhotoReplaced, PhotosChangedState
from safelight import jobs


def on_photo_replaced(event: PhotoReplaced) -> None:
    automatic.photos_have_changed([event.photo_id])


def on_state_changed(event: PhotosChangedState) -> None:
    automatic.photos_have_changed(event.photo_ids)


def on_file_prepared(event: FilePrepared) -> None:
    """Go on with the batches that waited for this file, each in a job of its own."""
    version_id, format_id = gallery.prepared_pair(prepared_id=event.prepared_id)
    waiting = delivering.waiting_for(version_id=version_id, format_id=format_id)
    with transaction.atomic():  # A job is a row and wants a transaction.
        for delivery_id in waiting:
            jobs.enqueue("commerce.finish_delivery", key=str(delivery_id), delivery_id=delivery_id)
