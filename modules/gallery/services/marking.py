"""The low-resolution download with a text across it, where a module asks for one.

Made on request by a job, as formats are, and kept for as long as the mark is the same. Originals,
formats and whatever was bought never have one: only ``lowres_of`` asks.
"""

from __future__ import annotations

import hashlib
import json
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from modules.gallery.facts import DeliverySource, Mark, NotReady
from modules.gallery.models import MarkedPreview, Photo, PhotoVersion
from modules.gallery.services import preparing
from safelight import jobs
from safelight.imaging import MarkSpec
from safelight.imaging import mark as draw
from safelight.kernel import gate
from safelight.kernel import hooks as kernel_hooks
from safelight.storage import keys, objects
from tenants.context import current_studio

KIND = "gallery.mark"
# Raised where the same mark shall look another way.
DRAWING = 1
_SPACE = uuid.UUID("2f0b4a54-2a62-4c3f-8f51-6a0f5bb0f3c1")

Lowres = DeliverySource | NotReady | None


def lowres_of(photos: Iterable[Photo]) -> dict[int, Lowres]:
    """The low-resolution file of each ready photo, by its id; None where there is none.

    What has to be marked first is asked for, and not ready.
    """
    ready = {photo.pk: photo.version for photo in photos if photo.version is not None}
    marks = _marks(list(ready))
    plain = {pk: preparing.lowres(version) for pk, version in ready.items()}
    wanted = {pk: marks[pk] for pk, source in plain.items() if source is not None and pk in marks}
    if not wanted:
        return dict(plain)
    made = _made({ready[pk].pk: digest_of(mark) for pk, mark in wanted.items()})
    waiting = {ready[pk]: mark for pk, mark in wanted.items() if ready[pk].pk not in made}
    if waiting:
        _ask_for(waiting)
    found: dict[int, Lowres] = dict(plain)
    for pk in wanted:
        row = made.get(ready[pk].pk)
        found[pk] = NotReady() if row is None else _source(row, ready[pk])
    return found


def keys_now(photos: Sequence[Photo]) -> set[str]:
    """Under which keys the low-resolution files of these photos lie that may be given now."""
    found = lowres_of(photos).values()
    return {source.key for source in found if isinstance(source, DeliverySource)}


def version_of(object_key: str) -> int | None:
    """The version that a marked preview under this key is of."""
    rows = MarkedPreview.objects.filter(object_key=object_key)
    return rows.values_list("version_id", flat=True).first()


def digest_of(mark: Mark) -> str:
    """What of a mark changes the file; the studio's fonts do not come and go."""
    written = json.dumps([DRAWING, mark.text, mark.opacity])
    return hashlib.sha256(written.encode()).hexdigest()


def make(*, marked_id: int, at: datetime) -> None:
    """Make the file of a MarkedPreview; nothing where its mark is another one by now."""
    row = MarkedPreview.objects.select_related("version").get(pk=marked_id)
    asked = _marks([row.version.photo_id]).get(row.version.photo_id)
    plain = preparing.lowres(row.version)
    if row.is_ready or asked is None or digest_of(asked) != row.digest or plain is None:
        return
    store, studio = objects.from_environment(), current_studio().uuid
    with store.at_hand(keys.join(plain.key, plain.variant)) as source:
        content = draw(source.read_bytes(), MarkSpec(asked.text, asked.opacity, asked.fonts))
    # The same row always writes to the same key, so a repeated job leaves no orphan.
    target = keys.object_key(studio, uuid.uuid5(_SPACE, f"{studio}:{row.pk}"))
    store.write(keys.join(target, preparing.ORIGINAL), [content])
    MarkedPreview.objects.filter(pk=row.pk, ready_at=None).update(
        object_key=target, bytes=len(content), crc32=zlib.crc32(content), ready_at=at
    )


def _marks(photo_ids: list[int]) -> dict[int, Mark]:
    """The union of all answers to ``watermarks``, of the modules that are on."""
    found: dict[int, Mark] = {}
    modules = gate.enabled_modules(current_studio())
    for marks in kernel_hooks.call(modules, "watermarks", photo_ids=photo_ids):
        found |= marks
    return found


def _made(digests: Mapping[int, str]) -> dict[int, MarkedPreview]:
    """By version id, those that are made."""
    rows = MarkedPreview.objects.filter(
        version__in=digests, digest__in=set(digests.values()), ready_at__isnull=False
    )
    return {row.version_id: row for row in rows if row.digest == digests[row.version_id]}


def _ask_for(wanted: Mapping[PhotoVersion, Mark]) -> None:
    # Rows and jobs appear together.
    with transaction.atomic():
        MarkedPreview.objects.bulk_create(
            [
                MarkedPreview(version=version, digest=digest_of(mark))
                for version, mark in wanted.items()
            ],
            ignore_conflicts=True,
        )
        rows = MarkedPreview.objects.filter(version__in=list(wanted), ready_at=None)
        digests = {version.pk: digest_of(mark) for version, mark in wanted.items()}
        for row in rows:
            if row.digest == digests[row.version_id]:
                jobs.enqueue(KIND, key=str(row.pk), marked_id=row.pk)


def _source(row: MarkedPreview, version: PhotoVersion) -> DeliverySource:
    return DeliverySource(
        name=f"{PurePath(version.name).stem}.jpg", key=row.object_key,
        variant=preparing.ORIGINAL, bytes=row.bytes, crc32=row.crc32, media_type="image/jpeg",
    )  # fmt: skip
