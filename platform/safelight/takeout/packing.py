"""From the files of a snapshot to a bag (RFC 8493) that is computed when it is downloaded.

Each step can be done again: what is stored already is found by its path, so a worker that is
killed costs the file that it was at.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation

from safelight.kernel import jsonlines, takeouts
from safelight.site import selectors as site
from safelight.storage import archive, keys, objects
from safelight.takeout import readme
from safelight.takeout.models import Export, ExportPart
from tenants.context import current_studio

MISSING = "data/missing.jsonl"
_VARIANT = "part"
_BLOCK = 1 << 20
_TAGS = (
    "bagit.txt", "bag-info.txt", "README.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
)  # fmt: skip
# Files that are written between two signs of life, and how many of them at once.
_GROUP, _AT_ONCE = 50, 8


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of the bag: its path in it, and where its bytes are."""

    path: str
    key: str
    bytes: int
    crc32: int
    sha256: str
    at: int


def part(export: Export, path: str, data: Iterable[bytes]) -> ExportPart:
    """Store bytes as the file ``path`` of the bag, unless they are there; their row.

    The row comes first, so that no worker that is killed leaves bytes that nobody knows of.
    """
    made, _new = export.parts.get_or_create(
        path=path,
        defaults={"object_key": keys.new_object(current_studio().uuid), "bytes": 0, "crc32": 0},
    )
    if made.sha256:
        return made
    digest, crc32, size = hashlib.sha256(), 0, 0

    def counted() -> Iterator[bytes]:
        nonlocal crc32, size
        for chunk in data:
            digest.update(chunk)
            crc32, size = zlib.crc32(chunk, crc32), size + len(chunk)
            yield chunk

    objects.from_environment().write(keys.join(made.object_key, _VARIANT), counted())
    made.bytes, made.crc32, made.sha256 = size, crc32, digest.hexdigest()
    made.save(update_fields=["bytes", "crc32", "sha256"])
    return made


def pack(export: Export, *, beat: Callable[[int, int], None], at: datetime) -> list[Packed]:
    """Everything below ``data/``, by path; what is not there any more is said in ``MISSING``."""
    listed = _listed(export)
    packed: list[Packed] = []
    missing: list[dict[str, Any]] = []
    for first in range(0, len(listed), _GROUP):
        beat(first, len(listed))
        group = listed[first : first + _GROUP]
        written = _written(export, [said for said in group if "key" not in said], at)
        for said in group:
            found = _stored(said) if "key" in said else written.get(f"data/{said['path']}")
            if found is None:
                missing.append(_about(said))
            else:
                packed.append(found)
    part(export, "data/files.jsonl", (_mapping(said) for said in listed))
    _forget(export, path=MISSING)
    if missing:
        part(export, MISSING, (jsonlines.line(said) for said in missing))
    Export.objects.filter(pk=export.pk).update(missing=len(missing))
    there = {each.path for each in packed}
    rows = export.parts.filter(path__startswith="data/").exclude(sha256="")
    packed += [_packed(row, at) for row in rows if row.path not in there]
    return sorted(packed, key=lambda each: each.path)


def _forget(export: Export, **which: Any) -> None:
    """Have files written again: they say what this try found, not what an earlier one did."""
    export.parts.filter(**which).update(sha256="")


def plan(export: Export, packed: list[Packed], *, at: datetime) -> archive.SavedPlan:
    """The tag files, stored, and the plan of the whole bag in one folder."""
    _forget(export, path__in=_TAGS)
    total = sum(each.bytes for each in packed)
    manifest = "".join(f"{each.sha256}  {each.path}\n" for each in packed)
    with translation.override(site.site_settings().language):
        words = readme.text(export, files=len(packed), size=total)
    tags = {
        "bagit.txt": readme.BAGIT,
        "bag-info.txt": readme.info(export, files=len(packed), size=total, at=at),
        "README.txt": words,
        "manifest-sha256.txt": manifest,
    }
    made = [_packed(part(export, path, [text.encode()]), at) for path, text in tags.items()]
    seals = "".join(f"{each.sha256}  {each.path}\n" for each in made)
    made.append(_packed(part(export, "tagmanifest-sha256.txt", [seals.encode()]), at))
    entries = [
        archive.Entry(
            name=f"{export.name}/{each.path}", key=each.key, size=each.bytes, crc32=each.crc32,
            modified_at=each.at,
        )
        for each in [*made, *packed]
    ]  # fmt: skip
    store = objects.from_environment()
    return archive.save_plan(store, current_studio().uuid, entries, paths=True)


def _listed(export: Export) -> list[dict[str, Any]]:
    with objects.from_environment().open(keys.join(export.list_key, _VARIANT)) as file:
        return [json.loads(line) for line in file.read().splitlines()]


def _mapping(said: dict[str, Any]) -> bytes:
    """A line of ``files.jsonl``: which file is whose, and what it was called."""
    return jsonlines.line(_about(said))


def _about(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("path", "app", "kind", "row", "name") if name in said}


def _written(export: Export, group: list[dict[str, Any]], at: datetime) -> dict[str, Packed]:
    """Files that are written now, by path; not those whose row went after the snapshot."""
    asked = {f"data/{said['path']}": said for said in group}
    rows = {row.path: row for row in export.parts.filter(path__in=asked)}
    texts = {
        path: text
        for path, said in asked.items()
        if (path not in rows or not rows[path].sha256) and (text := _text(said)) is not None
    }
    new = [
        ExportPart(
            export=export, path=path, object_key=keys.new_object(current_studio().uuid),
            bytes=len(text), crc32=zlib.crc32(text),
        )
        for path, text in texts.items() if path not in rows
    ]  # fmt: skip
    rows |= {row.path: row for row in ExportPart.objects.bulk_create(new)}
    store = objects.from_environment()
    # Each waits for a disk or a network, which do many at a time as fast as one.
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        whole = [(keys.join(rows[path].object_key, _VARIANT), [texts[path]]) for path in texts]
        list(threads.map(lambda each: store.write(*each), whole))
    for path, text in texts.items():
        rows[path].bytes, rows[path].crc32 = len(text), zlib.crc32(text)
        rows[path].sha256 = hashlib.sha256(text).hexdigest()
    ExportPart.objects.bulk_update([rows[path] for path in texts], ["bytes", "crc32", "sha256"])
    return {path: _packed(row, at) for path, row in rows.items() if row.sha256}


def _text(said: dict[str, Any]) -> bytes | None:
    """What stands in a file that is written now; None where its row was deleted meanwhile."""
    text: bytes = said["text"].encode()
    make = takeouts.takeouts()[said["app"]].made
    if text or make is None:
        return text
    try:
        return make(said["kind"], said["row"])
    except ObjectDoesNotExist:
        return None


def _stored(said: dict[str, Any]) -> Packed | None:
    """The file where it lies; None where the storage has another one or none."""
    store = objects.from_environment()
    try:
        size = store.size(said["key"])
        if said["bytes"] not in (-1, size):
            return None
        sha256, crc32 = said["sha256"], said["crc32"]
        if not sha256 or crc32 < 0:
            sha256, crc32 = _digests(store, said["key"])
    except objects.NoSuchObject:
        return None
    return Packed(f"data/{said['path']}", said["key"], size, crc32, sha256, said["at"])


def _digests(store: objects.ObjectStore, key: str) -> tuple[str, int]:
    digest, crc32 = hashlib.sha256(), 0
    with store.open(key) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            crc32 = zlib.crc32(block, crc32)
    return digest.hexdigest(), crc32


def _packed(row: ExportPart, at: datetime) -> Packed:
    key = keys.join(row.object_key, _VARIANT)
    return Packed(row.path, key, row.bytes, row.crc32, row.sha256, int(at.timestamp()))
