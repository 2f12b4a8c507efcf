"""Many studios to a new version: by SQL rendered once, each alone, and again where it stopped."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from safelight.audit import migrations as real_migrations
from tenants import migrating, provision, rendering, resolve
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tenants.versions import code_version, studio_labels

SQL = "migrations.AddField('auditentry', 'extra', models.TextField(null=True))"
PYTHON = "migrations.RunPython(lambda apps, editor: None)"
Release = Callable[..., None]


@pytest.fixture
def release(tmp_path: Path, settings: Any) -> Iterator[Release]:
    """``release(operations)``: the code has a migration more, of the studio's log."""
    package = tmp_path / "released"
    package.mkdir()
    (package / "__init__.py").touch()
    home = Path(real_migrations.__path__[0])
    for file in sorted(home.glob("0*.py")):
        (package / file.name).write_bytes(file.read_bytes())
    last = max(home.glob("0*.py")).stem

    def make(*operations: str) -> None:
        (package / "9999_extra.py").write_text(
            "from django.db import migrations, models\n\n\n"
            "class Migration(migrations.Migration):\n"
            f"    dependencies = [('audit', '{last}')]\n"
            f"    operations = [{', '.join(operations)}]\n"
        )
        settings.MIGRATION_MODULES = {**settings.MIGRATION_MODULES, "audit": "released"}
        code_version.cache_clear()

    sys.path.insert(0, str(tmp_path))
    yield make
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "released"]:
        del sys.modules[name]
    code_version.cache_clear()


def columns(studio: Studio) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = 'audit_auditentry'",
            [studio.schema_name],
        )
        return {row[0] for row in cursor.fetchall()}


def migrated() -> dict[str, str]:
    return {outcome.schema_name: outcome.problem for outcome in migrating.migrate_behind()}


def test_it_renders_nothing_for_a_schema_that_is_up_to_date(acme: Studio) -> None:
    assert rendering.script(acme.schema_name, studio_labels()).sql == ""


def test_ops_03_it_runs_what_was_rendered_once_in_every_studio(
    acme: Studio, bolt: Studio, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(SQL)
    rendered: list[str] = []
    real = rendering.script

    def script(name: str, labels: Collection[str]) -> rendering.Script:
        rendered.append(name)
        return real(name, labels)

    monkeypatch.setattr(rendering, "script", script)
    monkeypatch.setattr(provision, "migrate_schema", None)  # Django is not asked.
    assert set(migrated().values()) == {""}
    assert len(rendered) == 1
    for studio in (acme, bolt):
        assert "extra" in columns(studio)
        studio.refresh_from_db()
        assert studio.schema_version == code_version()
    assert migrating.studios_behind() == []
    assert rendering.script(acme.schema_name, studio_labels()).sql == ""


def test_ops_03_it_isolates_the_studio_that_fails_and_takes_it_up_again(
    acme: Studio, bolt: Studio, release: Release, browser: Callable[..., Any]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{acme.schema_name}".audit_auditentry ADD extra text')
    release(SQL)
    outcomes = migrated()
    assert "already exists" in outcomes[acme.schema_name]
    assert outcomes[bolt.schema_name] == ""
    resolve.forget_all()
    assert browser(acme).get("/").status_code == 503
    assert browser(bolt).get("/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{acme.schema_name}".audit_auditentry DROP extra')
    assert migrated() == {acme.schema_name: ""}


def test_ops_03_it_leaves_what_sql_cannot_say_to_django(acme: Studio, release: Release) -> None:
    release(SQL, f"migrations.SeparateDatabaseAndState(database_operations=[{PYTHON}])")
    assert rendering.script(acme.schema_name, studio_labels()).sql == ""
    assert migrated()[acme.schema_name] == ""
    assert "extra" in columns(acme)


def test_d_19_it_serves_old_or_maintenance_after_a_killed_run_and_ends_when_run_again(
    fresh_studio: Studio, release: Release
) -> None:
    release(SQL)
    connection.close()  # A connection does not survive being in two processes.
    child = os.fork()
    if child == 0:
        try:
            with tenant_context(fresh_studio), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(migrating._Scripts().of(fresh_studio).sql)
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with public_context():
        assert "extra" not in columns(fresh_studio)
        assert Studio.objects.get(pk=fresh_studio.pk).schema_version != code_version()
        scripts = migrating._Scripts()
        assert migrating._migrate(fresh_studio, scripts).problem == ""
        assert "extra" in columns(fresh_studio)
