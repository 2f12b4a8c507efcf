"""The rows of a studio as they are at one moment, in files, with a list of what else belongs there.

All rows are read in one transaction that sees one moment and locks nothing, so the studio goes on
meanwhile. Nothing goes over the network in it: rows go to files of this machine first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from safelight.kernel import jsonlines, takeouts
from safelight.kernel.takeout import StoredFile, WrittenFile
from safelight.storage import names
from safelight.takeout import lines
from tenants.context import current_studio

LIST = "list.jsonl"


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees one moment of the database and writes nothing."""
    if connection.in_atomic_block:
        yield  # Whoever is in a transaction has a view of its own already.
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def take(folder: Path) -> None:
    """Write each table's file below ``folder``, and ``LIST``: what else belongs into the bag."""
    with one_moment():
        for sheet in takeouts.sheets():
            target = folder / "data" / sheet.path
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, lines.rows(sheet))
        _write(folder / LIST, _files())
        studio = json.dumps(_studio(), indent=1, ensure_ascii=False, default=jsonlines.plain)
    schema = json.dumps(lines.schema(), indent=1, ensure_ascii=False).encode()
    (folder / "data" / "schema.json").write_bytes(schema + b"\n")
    (folder / "data" / "studio.json").write_text(studio + "\n", encoding="utf-8")


def _studio() -> dict[str, Any]:
    """What the platform keeps of the studio outside its own tables: names, hosts, modules."""
    studio = current_studio()
    hosts = studio.domains.order_by("pk").values("domain", "kind", "is_primary", "since")
    on = studio.enabled_modules.order_by("module").values("module", "enabled_at")
    return {
        "name": studio.name, "address": studio.address, "opened_at": studio.opened_at,
        "hosts": list(hosts), "modules": list(on),
    }  # fmt: skip


def _files() -> Iterator[bytes]:
    """Files with paths that are safe and unique, as lines of the list."""
    taken = names.Paths()
    for label, takeout in takeouts.takeouts().items():
        for file in takeout.files() if takeout.files else ():
            # A bag's manifest writes "%" in another way; without one there is no doubt about it.
            path = taken.take(file.path.replace("%", "_"))
            yield jsonlines.line(_said(label, file, path))


def _said(label: str, file: StoredFile | WrittenFile, path: str) -> dict[str, Any]:
    said: dict[str, Any] = {"path": path, "app": label, "kind": file.kind, "row": file.row}
    if isinstance(file, WrittenFile):
        return said | {"text": file.text}
    stamp = int(file.at.timestamp()) if file.at else 0
    return said | {
        "name": file.name, "key": file.key, "bytes": file.bytes, "crc32": file.crc32,
        "sha256": file.sha256, "at": stamp,
    }  # fmt: skip


def _write(target: Path, chunks: Iterator[bytes]) -> None:
    with target.open("wb") as file:
        file.writelines(chunks)
