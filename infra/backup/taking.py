"""Taking a backup while everything runs."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.backup import moments, programs
from safelight.storage import keys, objects
from tenants.context import public_context
from tenants.models import Studio

ABOUT, ROWS, FILES = "studio.json", "rows.sql", "files"
# Of everything: what belongs to it, written when all of it is there, and the public schema.
ALL, PUBLIC = "everything.json", "public.sql"
# What was copied so far, with checksums; not in memory, for there may be many studios.
_COPIED = "copied.json"
_CHUNK = 1 << 20


def take_studio(*, studio: Studio, folder: Path, at: datetime) -> dict[str, Any]:
    """Back the studio up into ``folder``; what was taken before and is unchanged stays.

    Returns what ``studio.json`` says. Raises ``ProgramFailed``, and ``OSError`` where the folder
    cannot be written.
    """
    _copy_all(studio, folder)
    with moments.one_moment() as moment:
        _copy_named(studio, folder, moments.named(studio.schema_name, studio.uuid, moment))
        return _take_rows(studio, folder, at, moment)


def take_everything(*, folder: Path, at: datetime) -> list[str]:
    """The public schema, and each studio in ``studios/<schema>``; the studios' schemas.

    All rows are of one moment. Files, which take longest, are copied before it.
    """
    (folder / "studios").mkdir(parents=True, exist_ok=True)
    (folder / ALL).unlink(missing_ok=True)
    with public_context():
        before = list(Studio.objects.exclude(state=Studio.State.SPARE).order_by("pk"))
    for studio in before:
        _copy_all(studio, _place(folder, studio))
    with moments.one_moment() as moment:
        in_use = _in_use(moment)
        for studio in in_use:
            named = moments.named(studio.schema_name, studio.uuid, moment)
            # Jobs come along with the public schema, and go on with what they have begun.
            named |= moments.named_by_jobs(studio.uuid, moment)
            _copy_named(studio, _place(folder, studio), named)
        for studio in in_use:
            _take_rows(studio, _place(folder, studio), at, moment)
        programs.dump("public", folder / PUBLIC, moment=moment)
    wanted = {studio.schema_name for studio in in_use}
    for other in (folder / "studios").iterdir():
        if other.name not in wanted:
            shutil.rmtree(other)
    about = {
        "taken_at": at.isoformat(), "public_sha256": digest(folder / PUBLIC),
        "studios": sorted(wanted),
    }  # fmt: skip
    (folder / ALL).write_text(json.dumps(about, indent=1))
    return sorted(wanted)


def _in_use(moment: str) -> list[Studio]:
    ids = moments.in_use(moment)
    with public_context():
        found = list(Studio.objects.filter(pk__in=ids).order_by("pk"))
    if len(found) != len(ids):
        raise programs.ProgramFailed("A studio was erased at this moment. Take the backup again.")
    return found


def _place(folder: Path, studio: Studio) -> Path:
    return folder / "studios" / studio.schema_name


def _copy_all(studio: Studio, folder: Path) -> None:
    """Copy what lies in the storage now."""
    folder.mkdir(parents=True, exist_ok=True)
    # Only a whole backup has this file.
    (folder / ABOUT).unlink(missing_ok=True)
    known: dict[str, str] = {}
    store = objects.from_environment()
    for key, size in store.files_of(studio.uuid):
        if _is_whole(key):
            _copy(store, key, size, folder, known)
    (folder / _COPIED).write_text(json.dumps(known))


def _copy_named(studio: Studio, folder: Path, named: set[str]) -> None:
    """Copy what rows of the moment name and was not there at the first look.

    What came after the moment is left out; what was removed since the first look stays only if
    a row of the moment names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copied = folder / _COPIED
    # A studio that is younger than the first look has none.
    known: dict[str, str] = json.loads(copied.read_text()) if copied.exists() else {}
    store = objects.from_environment()
    there = {key: size for key, size in store.files_of(studio.uuid) if _is_whole(key)}
    for key, size in there.items():
        if key not in known and keys.split(key)[0] in named:
            _copy(store, key, size, folder, known)
    kept = {key: known[key] for key in known if key in there or keys.split(key)[0] in named}
    copied.write_text(json.dumps(kept))


def _take_rows(studio: Studio, folder: Path, at: datetime, moment: str) -> dict[str, Any]:
    programs.dump(studio.schema_name, folder / ROWS, moment=moment)
    about = {**_in_public(studio), "taken_at": at.isoformat(), "rows_sha256": digest(folder / ROWS)}
    about["files"] = dict(sorted(json.loads((folder / _COPIED).read_text()).items()))
    (folder / ABOUT).write_text(json.dumps(about, indent=1))
    (folder / _COPIED).unlink()
    return about


def _copy(
    store: objects.ObjectStore, key: str, size: int, folder: Path, known: dict[str, str]
) -> None:
    place = folder / FILES / key.partition("/")[2]
    # An object never changes, so what is there in its length is it.
    if not place.exists() or place.stat().st_size != size:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.part")
        try:
            with store.open(key) as source, draft.open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
        except objects.NoSuchObject:
            return
        draft.replace(place)
    known[key] = digest(place)


def _is_whole(key: str) -> bool:
    """Whether it is an object: uploads that still grow are nobody's photo yet."""
    try:
        keys.checked(key)
    except keys.BadKey:
        return False
    return True


def _in_public(studio: Studio) -> dict[str, Any]:
    with public_context():
        allowance = getattr(studio, "allowance", None)
        return {
            "uuid": str(studio.uuid),
            "schema_name": studio.schema_name,
            "schema_version": studio.schema_version,
            "name": studio.name,
            "address": studio.address,
            "modules": sorted(studio.switched_on()),
            "allowance": allowance and {
                "plan_name": allowance.plan_name, "storage_bytes": allowance.storage_bytes,
                "members": allowance.members, "modules": allowance.modules,
                "has_custom_domains": allowance.has_custom_domains,
                "has_white_label": allowance.has_white_label,
            },
        }  # fmt: skip


def digest(file: Path) -> str:
    """SHA-256 of the file, in hexadecimal digits."""
    whole = hashlib.sha256()
    for part in parts_of(file):
        whole.update(part)
    return whole.hexdigest()


def parts_of(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while part := source.read(_CHUNK):
            yield part
