"""Putting back what was taken: one studio under a new name, or everything on an empty database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from infra.backup import programs, taking
from safelight.storage import objects
from tenants import limits, provision, resolve
from tenants.context import public_context
from tenants.models import Domain, Studio

# No sign-up takes a spare of this version.
_RESTORING = "restoring"


class Damaged(RuntimeError):
    """The backup is not what was taken; the sentence says which part."""


class NotEmpty(RuntimeError):
    """Everything is put back on an empty database alone."""


def check(folder: Path) -> dict[str, Any]:
    """What ``studio.json`` says, once rows and files were compared with it. Raises ``Damaged``."""
    about_file = folder / taking.ABOUT
    if not about_file.exists():
        raise Damaged(f"{folder} holds no whole backup.")
    about: dict[str, Any] = json.loads(about_file.read_text())
    if taking.digest(folder / taking.ROWS) != about["rows_sha256"]:
        raise Damaged(f"{folder / taking.ROWS} is not what was taken.")
    for key, digest in about["files"].items():
        file = _file(folder, key)
        if not file.exists() or taking.digest(file) != digest:
            raise Damaged(f"{file} is not what was taken.")
    return about


def check_everything(folder: Path) -> list[str]:
    """The studios' schemas, once public and each of them were compared. Raises ``Damaged``."""
    about_file = folder / taking.ALL
    if not about_file.exists():
        raise Damaged(f"{folder} holds no whole backup.")
    about: dict[str, Any] = json.loads(about_file.read_text())
    if taking.digest(folder / taking.PUBLIC) != about["public_sha256"]:
        raise Damaged(f"{folder / taking.PUBLIC} is not what was taken.")
    schemas: list[str] = about["studios"]
    for schema in schemas:
        check(folder / "studios" / schema)
    return schemas


def restore_studio(*, folder: Path, address: str, at: datetime) -> Studio:
    """A new studio with everything of the one in ``folder``, beside it or long after it is gone.

    Its schema and its keys of files are new ones, so both can live side by side. Raises
    ``Damaged``, ``ProgramFailed``, ``IntegrityError`` where the address is taken; then nothing is
    left behind.
    """
    about = check(folder)
    with public_context():
        studio = Studio.objects.create(schema_version=_RESTORING)
    try:
        names = _new_names(about, studio)
        programs.load(_renamed(folder / taking.ROWS, names))
        _put_files(folder, about, studio)
        _open(studio, about, address, at)
    except BaseException:
        objects.from_environment().delete_studio(studio.uuid)
        provision.drop(studio)
        raise
    resolve.forget_all()
    return studio


def restore_everything(*, folder: Path) -> list[str]:
    """Public and all studios as they were, on a database without tables; the studios' schemas.

    Run ``manage.py migrate_studios`` afterwards. Raises ``NotEmpty``, ``Damaged``.
    """
    _refuse_tables()
    parts = [folder / "studios" / schema for schema in check_everything(folder)]
    # A new database has an empty one already, and the dump makes it.
    programs.load(_after(b"DROP SCHEMA public;\n", folder / taking.PUBLIC))
    for part in parts:
        about = json.loads((part / taking.ABOUT).read_text())
        programs.load(taking.parts_of(part / taking.ROWS))
        for key in about["files"]:
            objects.from_environment().write(key, taking.parts_of(_file(part, key)))
    with public_context():
        # Spares have no schema any more, and templates are rendered anew.
        Studio.objects.filter(state=Studio.State.SPARE).delete()
    resolve.forget_all()
    return [part.name for part in parts]


def _new_names(about: dict[str, Any], studio: Studio) -> list[tuple[bytes, bytes]]:
    """Random names of the old studio, and those that stand for them now."""
    old = str(about["uuid"])
    pairs = [
        (about["schema_name"], studio.schema_name),
        (old, str(studio.uuid)),
        (old.replace("-", ""), studio.uuid.hex),
    ]
    return [(before.encode(), after.encode()) for before, after in pairs]


def _renamed(file: Path, names: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    with file.open("rb") as lines:
        for line in lines:
            for before, after in names:
                line = line.replace(before, after)
            yield line


def _after(first: bytes, file: Path) -> Iterator[bytes]:
    yield first
    yield from taking.parts_of(file)


def _put_files(folder: Path, about: dict[str, Any], studio: Studio) -> None:
    store = objects.from_environment()
    for key in about["files"]:
        below = key.partition("/")[2]
        store.write(f"{studio.uuid.hex}/{below}", taking.parts_of(_file(folder, key)))


def _open(studio: Studio, about: dict[str, Any], address: str, at: datetime) -> None:
    # The studio appears with all that public knows of it, or not at all.
    with public_context(), transaction.atomic():
        studio.name, studio.address, studio.opened_at = about["name"], address, at
        studio.schema_version, studio.state = about["schema_version"], Studio.State.READY
        studio.save(update_fields=["name", "address", "opened_at", "schema_version", "state"])
        Domain.objects.create(tenant=studio, domain=f"{address}.{settings.PLATFORM_HOST}")
        for module in about["modules"]:
            studio.switch_on(module, at=at)
        if allowed := about["allowance"]:
            modules = allowed["modules"]
            limits.write(studio, limits.Limits(
                plan_name=allowed["plan_name"], storage=allowed["storage_bytes"],
                members=allowed["members"],
                modules=None if modules is None else frozenset(modules),
                has_custom_domains=allowed["has_custom_domains"],
                has_white_label=allowed["has_white_label"],
            ))  # fmt: skip


def _file(folder: Path, key: str) -> Path:
    return folder / taking.FILES / key.partition("/")[2]


def _refuse_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        (tables,) = cursor.fetchone()
    if tables:
        raise NotEmpty("The database has tables already. Make an empty one, and name that.")
