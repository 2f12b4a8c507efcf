"""Files that must be changed on the way out: made once by a job, then given out like any other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import PurePath

from django.db import transaction

from modules.gallery.facts import DeliverySource, NotReady
from modules.gallery.models import DeliveryFormat, PhotoVersion, PreparedFile
from safelight import jobs
from safelight.storage import signer

ORIGINAL = "original"
KIND = "gallery.prepare"
_SETTINGS = (
    "pixels", "box", "megabytes", "quality", "colour", "ppi", "name_template", "metadata",
    "remove_location",
)  # fmt: skip


def original(version: PhotoVersion) -> DeliverySource:
    """The untouched upload."""
    return DeliverySource(
        name=version.name, key=version.object_key, variant=ORIGINAL,
        bytes=version.bytes, crc32=version.crc32, media_type=version.media_type,
    )  # fmt: skip


def lowres(version: PhotoVersion) -> DeliverySource | None:
    """The largest preview there is, under the photo's name."""
    if not version.renditions:
        return None
    variant = max(version.renditions, key=int)
    _width, _height, size, crc32 = version.renditions[variant]
    media_type = signer.RENDITIONS[variant]
    suffix = {"image/jpeg": ".jpg", "image/webp": ".webp"}[media_type]
    return DeliverySource(
        name=f"{PurePath(version.name).stem}{suffix}", key=version.object_key, variant=variant,
        bytes=size, crc32=crc32, media_type=media_type,
    )  # fmt: skip


def digest_of(fmt: DeliveryFormat) -> str:
    """What of a format changes the file: another digest, another file."""
    settings = {name: getattr(fmt, name) for name in _SETTINGS}
    # 3 and 3.00 megabytes are the same size.
    written = json.dumps(settings, sort_keys=True, default=float)
    return hashlib.sha256(written.encode()).hexdigest()


def delivery_file(*, version_id: int, format_id: int | None) -> DeliverySource | NotReady:
    """The file of a version in a format, or the untouched original without one."""
    if format_id is None:
        return original(PhotoVersion.objects.get(pk=version_id))
    found = delivery_files(version_ids=[version_id], format_id=format_id)
    return found[version_id]


def delivery_files(
    *, version_ids: Sequence[int], format_id: int
) -> dict[int, DeliverySource | NotReady]:
    """As ``delivery_file``, for many versions in two queries."""
    fmt = DeliveryFormat.objects.get(pk=format_id)
    made = PreparedFile.objects.filter(
        version__in=version_ids, format=fmt, settings_digest=digest_of(fmt)
    )
    found: dict[int, DeliverySource | NotReady] = dict.fromkeys(version_ids, NotReady())
    for file in made:
        found[file.version_id] = _source(file) if file.is_ready else NotReady(problem=file.problem)
    return found


def prepare(*, pairs: Sequence[tuple[int, int]]) -> list[PreparedFile]:
    """Ask for files of (version id, format id) to be made; those that are made stay as they are.

    Needs a transaction: rows and jobs appear together.
    """
    formats = {f.pk: f for f in DeliveryFormat.objects.filter(pk__in={f for _, f in pairs})}
    wanted = []
    for version_id, format_id in pairs:
        file, _made = PreparedFile.objects.get_or_create(
            version_id=version_id, format_id=format_id,
            settings_digest=digest_of(formats[format_id]),
        )  # fmt: skip
        wanted.append(file)
        if not file.is_ready:
            PreparedFile.objects.filter(pk=file.pk).update(problem="")
            jobs.enqueue(KIND, key=str(file.pk), prepared_id=file.pk)
    return wanted


def ask_for(*, pairs: Sequence[tuple[int, int]]) -> None:
    """``prepare`` for a caller that writes nothing else."""
    with transaction.atomic():
        prepare(pairs=pairs)


def _source(file: PreparedFile) -> DeliverySource:
    return DeliverySource(
        name=file.name, key=file.object_key, variant=ORIGINAL,
        bytes=file.bytes, crc32=file.crc32, media_type=file.media_type,
    )  # fmt: skip
