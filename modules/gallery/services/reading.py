"""One stored original: what it is and says, and the renditions that are made of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from modules.gallery.models import PhotoVersion
from safelight import imaging
from safelight.site.selectors import site_settings
from safelight.storage import keys, objects, scratch

SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Read:
    """Everything that a version's row wants to know of its file."""

    digests: imaging.digests.Digests
    developed: imaging.Developed
    metadata: imaging.PhotoMetadata
    renditions: dict[str, list[int]]
    captured_at: datetime | None

    def version(self, *, object_key: str, name: str) -> PhotoVersion:
        """The row, not yet saved, without photo and number."""
        return PhotoVersion(
            object_key=object_key,
            name=name,
            media_type=self.developed.facts.media_type,
            bytes=self.digests.byte_size,
            sha256=self.digests.sha256,
            crc32=self.digests.crc32,
            width=self.developed.width,
            height=self.developed.height,
            thumbhash=self.developed.thumbhash_text,
            renditions=self.renditions,
            metadata=_small(self.metadata, self.developed.average),
            captured_at=self.captured_at,
        )


def read(*, original: Path, of_object: str) -> Read:
    """Develop the original into its object. Raises ``imaging.Refused``; writes no row.

    Renditions are made beside the storage and moved in whole, so a killed worker leaves none half
    written, and doing it again replaces them by the same.
    """
    store = objects.from_environment()
    studio = keys.studio_of(of_object)
    with scratch.folder(store.local, studio) as folder:
        developed = imaging.develop_safely(original, folder, owner=studio.hex, seconds=SECONDS)
        metadata = imaging.metadata.read(original, facts=developed.facts)
        renditions = {
            str(made.edge): _keep(store, of_object, made) for made in developed.renditions
        }
    return Read(
        digests=imaging.digests.of(original),
        developed=developed,
        metadata=metadata,
        renditions=renditions,
        captured_at=_in_studio_time(metadata.captured_at),
    )


def remove_scratch(*, studio: uuid.UUID, before: datetime) -> int:
    """Remove what killed workers left; how many folders that were."""
    return scratch.remove_old(objects.from_environment().local, studio, before=before)


def _keep(store: objects.ObjectStore, of_object: str, made: imaging.Rendition) -> list[int]:
    """Store one rendition; its width, height, bytes and CRC-32."""
    crc32 = imaging.digests.of(made.path).crc32
    store.adopt(keys.join(of_object, str(made.edge)), made.path)
    return [made.width, made.height, made.byte_size, crc32]


def _in_studio_time(moment: datetime | None) -> datetime | None:
    """A camera's clock knows no zone: it is taken to have been set to the studio's."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment, ZoneInfo(site_settings().time_zone))


def _clock(moment: datetime | None) -> str:
    """What a camera's clock showed that knows no zone: the moment alone cannot tell any more what
    it was in the hour that is left out, or comes twice, when the clocks of a zone are changed.
    """
    return moment.isoformat() if moment is not None and timezone.is_naive(moment) else ""


def _small(metadata: imaging.PhotoMetadata, average: str) -> dict[str, object]:
    """What pages show of a file. A position is never kept, only that there is one."""
    found = {
        "camera": metadata.camera,
        "lens": metadata.lens,
        "serial": metadata.serial,
        "clock": _clock(metadata.captured_at),
        "exposure": metadata.exposure,
        "f_number": metadata.f_number,
        "iso": metadata.iso,
        "focal_length": metadata.focal_length,
        "creator": metadata.creator,
        "copyright": metadata.copyright,
        "credit": metadata.credit,
        "rating": metadata.rating,
        "label": metadata.label,
        "has_gps": metadata.has_gps,
        "average": average,
    }
    return {name: value for name, value in found.items() if value not in (None, "", False)}
