"""Making one prepared file; runs in a job."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from django.db import transaction

from modules.gallery.events import FilePrepared
from modules.gallery.models import DeliveryFormat, PhotoVersion, PreparedFile
from modules.gallery.services import labelling, sizing
from modules.gallery.services.preparing import ORIGINAL, digest_of
from safelight import outbox
from safelight.imaging import Colour, DeliverySpec, Fit, deliver, digests, size_for
from safelight.imaging.refusals import Refused
from safelight.storage import keys, objects
from tenants.context import current_studio

SUFFIXES = {"jpeg": ".jpg", "png": ".png", "tiff": ".tif", "webp": ".webp"}
HIGHEST_QUALITY = 95  # Above it, libjpeg makes files larger and pictures no better.
_SPACE = uuid.UUID("6f1c1f2e-3f0b-4f8e-9a53-1f6f0e1d2c3b")


def make(*, prepared_id: int, at: datetime) -> None:
    """Make the file of a PreparedFile; a second run finds it made and changes nothing."""
    row = PreparedFile.objects.select_related("version__photo", "format").get(pk=prepared_id)
    if row.is_ready or row.settings_digest != digest_of(row.format):
        return
    try:
        made = _made(row)
    except Refused as refusal:
        made = {"problem": refusal.sentence}
    # The file lies in the storage by now; the row and the news of it appear together.
    with transaction.atomic():
        fields = made if "problem" in made else {**made, "ready_at": at}
        claimed = PreparedFile.objects.filter(pk=row.pk, ready_at=None).update(**fields)
        if claimed == 1:
            outbox.publish(FilePrepared(prepared_id=row.pk))


def _made(row: PreparedFile) -> dict[str, object]:
    store = objects.from_environment()
    studio = current_studio().uuid
    # The same row always writes to the same key, so a repeated job leaves no orphan.
    target = keys.object_key(studio, uuid.uuid5(_SPACE, f"{studio}:{row.pk}"))
    original = keys.join(row.version.object_key, ORIGINAL)
    with store.at_hand(original) as source, tempfile.TemporaryDirectory() as folder:
        if sizing.is_as_it_is(row.version):
            return _copied(row, target, source)
        out = Path(folder) / "delivered"
        delivered = deliver(source, out, spec_of(row.format, row.version))
        digest = digests.of(out)
        store.write(keys.join(target, ORIGINAL), _pieces(out))
    return {
        "name": labelling.name_of(row.format, row.version, (delivered.width, delivered.height))
        + SUFFIXES[delivered.kind],
        "object_key": target,
        "media_type": delivered.kind.media_type,
        "bytes": delivered.byte_size,
        "crc32": digest.crc32,
    }


def _copied(row: PreparedFile, target: str, source: Path) -> dict[str, object]:
    """A raw file or PDF under the format's name, byte for byte."""
    version = row.version
    objects.from_environment().write(keys.join(target, ORIGINAL), _pieces(source))
    stem = labelling.name_of(row.format, version, (version.width, version.height))
    return {
        "name": stem + PurePath(version.name).suffix,
        "object_key": target,
        "media_type": version.media_type,
        "bytes": version.bytes,
        "crc32": version.crc32,
    }


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(1 << 20), b"")


def spec_of(fmt: DeliveryFormat, version: PhotoVersion) -> DeliverySpec:
    """What the format asks for this version; nothing in it puts a watermark on."""
    spec = DeliverySpec(
        box=(fmt.pixels, fmt.pixels) if fmt.pixels else None,
        fit=Fit(fmt.box),
        pixels=sizing.pixels_of(fmt),
        quality=min(fmt.quality, HIGHEST_QUALITY),
        colour=Colour(fmt.colour),
        ppi=fmt.ppi,
        drop_gps=fmt.remove_location,
    )
    size = size_for(version.width, version.height, spec)
    return replace(spec, words=labelling.words_of(fmt, version, size))
