"""Hands files in as the uploader does: announced, received by the tus server's own services."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from modules.gallery.models import Batch, BatchFile, Gallery
from modules.gallery.services import batches
from safelight.accounts.models import Person
from safelight.uploads import appending, limits, services

PURPOSE = "gallery.batch"


class FileBody:
    """A file as the body of a request (``appending.Body``)."""

    is_cut = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.length: int | None = path.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while data := file.read(limits.CHUNK):
                yield data


def open_batch(
    *, gallery: Gallery, state: str, by: Person, at: datetime, on_clash: str = Batch.OnClash.SKIP
) -> Batch:
    """A batch whose files are not all known yet."""
    return batches.open_batch(
        gallery=gallery, state=state, files=(), by=by, at=at, on_clash=on_clash
    ).batch


def hand_in(*, path: Path, batch: Batch, by: Person, at: datetime) -> None:
    """Send one file; the workers make a photo of it."""
    length = path.stat().st_size
    words = {"purpose": PURPOSE, "batch": batch.public_id, "filename": path.name}
    header = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items()
    )
    upload = services.begin(owner=by, purpose=PURPOSE, length=length, metadata_header=header, at=at)
    appending.append(
        upload=upload, offset=0, length=None, body=FileBody(path), checksum=None, at=at
    )
    services.receive(upload=upload, at=at)


def is_handed_in(*, path: Path, gallery: Gallery, state: str) -> bool:
    """Whether an earlier run, or this one, has sent this file into the gallery."""
    sent = BatchFile.objects.filter(batch__gallery=gallery, batch__state=state, name=path.name)
    return bool(sent.filter(received_at__isnull=False).exists())


def unsettled(gallery: Gallery) -> int:
    """Files that have arrived and are not photos, or refused, yet."""
    waiting = BatchFile.objects.filter(batch__gallery=gallery, outcome=BatchFile.Outcome.WAITING)
    return int(waiting.filter(received_at__isnull=False).count())
