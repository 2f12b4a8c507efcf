"""Sending files into a gallery without a server in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from modules.gallery.models import Batch, BatchFile, Gallery, Photo
from modules.gallery.services import batches
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.uploads import appending, services
from tests.uploads.live import metadata


@dataclass
class Bytes:
    """A body that is here already."""

    data: bytes
    is_cut: bool = False
    length: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.length = len(self.data)

    def chunks(self) -> Iterator[bytes]:
        yield self.data


@dataclass
class Sender:
    """A member who uploads into one gallery."""

    gallery: Gallery
    person: Person

    def open(self, *names: str, state: str = "UNDEFINED", **answers: object) -> Batch:
        """A batch that announces files of these names (their sizes are not known yet)."""
        files = [batches.Announced(name=name, size=0) for name in names]
        return batches.open_batch(
            gallery=self.gallery, state=state, files=files, by=self.person, at=timezone.now(),
            **answers,  # type: ignore[arg-type]
        ).batch  # fmt: skip

    def send(
        self, batch: Batch, file: Path | bytes, name: str = "", replaces: str = ""
    ) -> BatchFile:
        """Upload one file; nothing has made a photo of it yet."""
        data = file if isinstance(file, bytes) else file.read_bytes()
        name = name or (file.name if isinstance(file, Path) else "a.jpg")
        said = metadata(
            purpose="gallery.batch", batch=batch.public_id, filename=name, replaces=replaces
        )
        at = timezone.now()
        upload = services.begin(
            owner=self.person,
            purpose="gallery.batch",
            length=len(data),
            metadata_header=said,
            at=at,
        )
        if data:
            appending.append(
                upload=upload, offset=0, length=None, body=Bytes(data), checksum=None, at=at
            )
        services.receive(upload=upload, at=at)
        return BatchFile.objects.get(upload_public_id=upload.public_id)

    def ingest(self, batch: Batch, file: Path | bytes, name: str = "", **more: str) -> BatchFile:
        """Upload one file and let a worker settle it."""
        sent = self.send(batch, file, name, **more)
        drain()
        return settled(sent)


def settled(file: BatchFile) -> BatchFile:
    found: BatchFile = BatchFile.objects.select_related("photo__version", "version").get(pk=file.pk)
    return found


def only_photo(gallery: Gallery) -> Photo:
    found: Photo = Photo.objects.get(placements__gallery=gallery)
    return found
