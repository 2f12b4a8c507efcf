"""Comparing rows and files: what a row names and is not there, what is there and nobody names.

Rows are read at one moment and files listed after it, so on a platform that is at work files that
came meanwhile show up as extra; look once more before believing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from infra.backup import moments
from modules.gallery.models import PhotoVersion
from safelight.kernel import takeouts
from safelight.kernel.takeout import StoredFile
from safelight.storage import keys, objects
from tenants.context import public_context, tenant_context
from tenants.models import Studio


@dataclass(frozen=True)
class Reconciled:
    """Keys of one studio: how many files agree, which ones are missing, which ones are extra."""

    address: str
    agreeing: int
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.extra


def reconcile(studio: Studio) -> Reconciled:
    """Every file that the studio's rows promise against every file that is stored for it."""
    with public_context():
        spared = moments.named_by_jobs(studio.uuid)
    with tenant_context(studio):
        promised = dict(_promised())
    spared |= moments.named(studio.schema_name, studio.uuid)
    stored = dict(_stored(studio))
    missing = [
        key for key, size in promised.items()
        if key not in stored or (size >= 0 and stored[key] != size)
    ]  # fmt: skip
    extra = [key for key in stored if keys.split(key)[0] not in spared]
    agreeing = len(stored) - len(extra) - sum(key in stored for key in missing)
    return Reconciled(str(studio.address), agreeing, sorted(missing), sorted(extra))


def everything() -> Iterator[Reconciled]:
    with public_context():
        in_use = list(Studio.objects.exclude(state=Studio.State.SPARE).order_by("pk"))
    return map(reconcile, in_use)


def _promised() -> Iterator[tuple[str, int]]:
    """Keys with their lengths, -1 where no row says it: what an export has, and all renditions."""
    for takeout in takeouts.takeouts().values():
        for file in takeout.files() if takeout.files else ():
            if isinstance(file, StoredFile):
                yield file.key, file.bytes
    for version in PhotoVersion.objects.filter(ready_at__isnull=False).iterator(chunk_size=2000):
        for variant, about in version.renditions.items():
            yield keys.join(version.object_key, variant), int(about[2])


def _stored(studio: Studio) -> Iterator[tuple[str, int]]:
    for key, size in objects.from_environment().files_of(studio.uuid):
        try:
            yield keys.checked(key), size
        except keys.BadKey:
            # An upload that still grows, or a draft of a file: nobody's photo yet.
            continue
