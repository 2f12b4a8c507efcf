"""Backups: what is taken of a studio comes back as it was, under another name."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql

from infra.backup import programs, reconciling, restoring, taking
from modules.gallery.models import Gallery, Photo, PhotoVersion
from safelight.accounts.models import Person
from safelight.storage import keys, objects
from tenants import provision
from tenants.context import tenant_context
from tenants.models import Studio
from tests.infra import databases
from tests.jobs import workers

CONTENT = b"the photo itself" * 1000


@pytest.fixture
def furnished(fresh_studio: Studio) -> Studio:
    """A studio with a photo, whose file is stored."""
    at = timezone.now()
    with tenant_context(fresh_studio):
        Gallery.objects.create(title="Wedding; 'quoted' \\ and\ttabbed")
        photo = Photo.objects.create(name="a.jpg", name_key="a.jpg")
        key = keys.new_object(fresh_studio.uuid)
        objects.from_environment().write(keys.join(key, "original"), [CONTENT])
        PhotoVersion.objects.create(
            photo=photo, object_key=key, name="a.jpg", bytes=len(CONTENT),
            media_type="image/jpeg", sha256="0" * 64, crc32=1, width=6, height=4, renditions={},
            uploaded_at=at, ready_at=at,
        )  # fmt: skip
    return fresh_studio


def rows_of(studio: Studio) -> dict[str, int]:
    """How many rows each table of the studio has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [studio.schema_name]
        )
        tables = [row[0] for row in cursor.fetchall()]
        found = {}
        for table in tables:
            # The names come from the catalogue.
            cursor.execute(f'SELECT count(*) FROM "{studio.schema_name}"."{table}"')  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


def test_ops_01_it_restores_a_studio_into_a_new_name(furnished: Studio, tmp_path: Path) -> None:
    taking.take_studio(studio=furnished, folder=tmp_path / "b", at=timezone.now())
    made = restoring.restore_studio(folder=tmp_path / "b", address="again", at=timezone.now())
    try:
        assert rows_of(made) == rows_of(furnished)
        assert (made.name, made.switched_on()) == (furnished.name, furnished.switched_on())
        with tenant_context(made):
            assert Gallery.objects.get().title == "Wedding; 'quoted' \\ and\ttabbed"
            assert Person.objects.filter(email="alice@example.org").exists()
            version = PhotoVersion.objects.get()
            # Its files are its own: what becomes of the first studio is no concern of it.
            assert keys.studio_of(version.object_key) == made.uuid
            with objects.from_environment().open(keys.join(version.object_key, "original")) as file:
                assert file.read() == CONTENT
    finally:
        provision.drop(made)


def test_it_takes_what_is_new_and_leaves_what_is_there(furnished: Studio, tmp_path: Path) -> None:
    first = taking.take_studio(studio=furnished, folder=tmp_path, at=timezone.now())
    (key,) = first["files"]
    file = tmp_path / "files" / key.partition("/")[2]
    before = file.stat().st_mtime_ns
    objects.from_environment().write(keys.join(keys.new_object(furnished.uuid), "original"), [b"x"])
    second = taking.take_studio(studio=furnished, folder=tmp_path, at=timezone.now())
    assert (len(second["files"]), file.stat().st_mtime_ns) == (2, before)


def test_it_refuses_a_backup_that_was_changed(furnished: Studio, tmp_path: Path) -> None:
    about = taking.take_studio(studio=furnished, folder=tmp_path, at=timezone.now())
    (key,) = about["files"]
    file = tmp_path / "files" / key.partition("/")[2]
    file.write_bytes(CONTENT[:-1] + b"X")
    with pytest.raises(restoring.Damaged):
        restoring.restore_studio(folder=tmp_path, address="again", at=timezone.now())
    file.write_bytes(CONTENT)
    (tmp_path / "rows.sql").write_text("SELECT 1;")
    with pytest.raises(restoring.Damaged):
        restoring.check(tmp_path)


def test_it_leaves_nothing_behind_when_the_rows_do_not_load(
    furnished: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking.take_studio(studio=furnished, folder=tmp_path, at=timezone.now())
    studios = Studio.objects.count()
    (tmp_path / "bad.sql").write_text("SELECT nothing FROM nowhere;")
    about = json.loads((tmp_path / taking.ABOUT).read_text())
    monkeypatch.setattr(restoring, "check", lambda folder: about)
    monkeypatch.setattr(taking, "ROWS", "bad.sql")
    with pytest.raises(programs.ProgramFailed):
        restoring.restore_studio(folder=tmp_path, address="again", at=timezone.now())
    assert Studio.objects.count() == studios


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database without tables, beside that of the tests."""
    with databases.empty(workers.environment()["DATABASE_URL"]) as address:
        yield address


def test_ops_02_it_puts_everything_back_on_an_empty_database(
    furnished: Studio, empty_database: str, tmp_path: Path
) -> None:
    taken = taking.take_everything(folder=tmp_path / "b", at=timezone.now())
    assert furnished.schema_name in taken
    around = {
        **workers.environment(), "DATABASE_URL": empty_database,
        "STORAGE_URL": f"file://{tmp_path / 'storage'}",
    }  # fmt: skip
    command = [sys.executable, "-m", "infra.backup", "restore-everything", str(tmp_path / "b")]
    ran = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    # Once more: now it is not empty.
    assert subprocess.run(command, env=around, capture_output=True, check=False).returncode == 1
    before = rows_of(furnished)
    with psycopg.connect(empty_database) as there:
        for table, count in before.items():
            place = sql.Identifier(furnished.schema_name, table)
            found = there.execute(sql.SQL("SELECT count(*) FROM {}").format(place)).fetchone()
            assert found == (count,), table
    # Other studios have files, too: whatever other tests left to them.
    assert (tmp_path / "storage" / original_of(furnished)).read_bytes() == CONTENT


def test_it_refuses_everything_of_which_a_part_is_gone_or_changed(
    furnished: Studio, tmp_path: Path
) -> None:
    taken = taking.take_everything(folder=tmp_path, at=timezone.now())
    assert restoring.check_everything(tmp_path) == taken
    public, studio = tmp_path / taking.PUBLIC, tmp_path / "studios" / furnished.schema_name
    with public.open("a") as file:
        file.write("\n")
    with pytest.raises(restoring.Damaged, match="public.sql is not what was taken"):
        restoring.check_everything(tmp_path)
    public.write_bytes(public.read_bytes()[:-1])
    studio.rename(tmp_path / "elsewhere")
    with pytest.raises(restoring.Damaged, match="holds no whole backup"):
        restoring.check_everything(tmp_path)


def original_of(studio: Studio) -> str:
    with tenant_context(studio):
        return keys.join(PhotoVersion.objects.get().object_key, "original")


def test_ops_02_it_takes_all_rows_of_one_moment_and_no_file_of_a_later_one(
    furnished: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump, late = programs.dump, keys.join(keys.new_object(furnished.uuid), "original")

    def work_goes_on(schema: str, into: Path, *, moment: str) -> None:
        with tenant_context(furnished):
            Gallery.objects.create(title=f"Made while {schema} was dumped")
        objects.from_environment().write(late, [b"late"])
        dump(schema, into, moment=moment)

    monkeypatch.setattr(programs, "dump", work_goes_on)
    taking.take_everything(folder=tmp_path, at=timezone.now())
    place = tmp_path / "studios" / furnished.schema_name
    said = json.loads((place / "studio.json").read_text())
    assert list(said["files"]) == [original_of(furnished)]
    rows = (place / "rows.sql").read_text()
    assert "Wedding" in rows
    assert "Made while" not in rows


def test_it_says_what_rows_name_and_is_gone_and_what_nobody_names(furnished: Studio) -> None:
    found = reconciling.reconcile(furnished)
    assert (found.agreeing, found.missing, found.extra) == (1, [], [])
    original, store = original_of(furnished), objects.from_environment()
    extra = keys.join(keys.new_object(furnished.uuid), "original")
    store.write(extra, [b"nobody's"])
    # Half of it is as good as nothing.
    store.write(original, [CONTENT[:-1]])
    found = reconciling.reconcile(furnished)
    assert (found.agreeing, found.missing, found.extra) == (0, [original], [extra])
    assert not found.is_whole
