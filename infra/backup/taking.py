"""Taking a backup while everything runs."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.backup import programs
from safelight.storage import keys, objects
from tenants.context import public_context
from tenants.models import Studio

ABOUT, ROWS, FILES, PUBLIC = "studio.json", "rows.sql", "files", "public.sql"
_CHUNK = 1 << 20


def take_studio(*, studio: Studio, folder: Path, at: datetime) -> dict[str, Any]:
    """Back the studio up into ``folder``; what was taken before and is unchanged stays.

    Returns what ``studio.json`` says. Raises ``ProgramFailed``, and ``OSError`` where the folder
    cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ABOUT).unlink(missing_ok=True)
    known: dict[str, str] = {}
    _copy_files(studio, folder, known)
    programs.dump(studio.schema_name, folder / ROWS)
    # What came between the first look and the dump; what went since then stays in the backup.
    _copy_files(studio, folder, known)
    about = {**_in_public(studio), "taken_at": at.isoformat(), "rows_sha256": digest(folder / ROWS)}
    about["files"] = dict(sorted(known.items()))
    # Only a whole backup has this file.
    (folder / ABOUT).write_text(json.dumps(about, indent=1))
    return about


def take_everything(*, folder: Path, at: datetime) -> list[str]:
    """The public schema, and each studio in ``studios/<schema>``; the studios' schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    with public_context():
        in_use = list(Studio.objects.exclude(state=Studio.State.SPARE).order_by("pk"))
    for studio in in_use:
        take_studio(studio=studio, folder=folder / "studios" / studio.schema_name, at=at)
    # Last: whoever it names is there already.
    programs.dump("public", folder / PUBLIC)
    wanted = {studio.schema_name for studio in in_use}
    for other in (folder / "studios").iterdir():
        if other.name not in wanted:
            shutil.rmtree(other)
    return sorted(wanted)


def _copy_files(studio: Studio, folder: Path, known: dict[str, str]) -> None:
    store = objects.from_environment()
    for key, size in store.files_of(studio.uuid):
        if key in known or not _is_whole(key):
            continue
        place = folder / FILES / key.partition("/")[2]
        # An object never changes, so what is there in its length is it.
        if not place.exists() or place.stat().st_size != size:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                _copy(store, key, place)
            except objects.NoSuchObject:
                continue
        known[key] = digest(place)


def _copy(store: objects.ObjectStore, key: str, place: Path) -> None:
    draft = place.with_name(f"{place.name}.part")
    with store.open(key) as source, draft.open("wb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
    draft.replace(place)


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
