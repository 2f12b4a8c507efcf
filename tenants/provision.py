"""Making a studio's schema from the pre-rendered SQL of a template that is kept migrated."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from tenants import executing
from tenants.context import public_context
from tenants.models import Domain, SchemaTemplate, Studio, new_schema_name
from tenants.versions import code_version, studio_labels

TEMPLATE_SCHEMA = "t_0template0studio0"
SPARES = 5

# pg_dump empties the search path for its session and, since its 2025 releases, wraps the script
# in psql commands; neither may reach a connection that goes on to be used.
_NOT_SQL = re.compile(r"^(\\|SET |SELECT pg_catalog\.set_config|CREATE SCHEMA |--)")


class NoTemplate(RuntimeError):  # noqa: N818 - reads as the reason
    """The template of this version of the code has not been rendered; run migrate_studios."""


def render_template() -> SchemaTemplate:
    """Migrate the template schema and store its SQL for this version of the code."""
    with public_context(), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{TEMPLATE_SCHEMA}"')
    migrate_schema(TEMPLATE_SCHEMA)
    with public_context():
        template, _ = SchemaTemplate.objects.update_or_create(
            schema_version=code_version(), defaults={"sql": _dump(TEMPLATE_SCHEMA)}
        )
    return template


def migrate_schema(schema_name: str) -> None:
    """Run Django's migrations inside one studio's schema."""
    executing.migrate(schema_name, studio_labels())


def make_spare() -> Studio:
    """A studio nobody has taken yet: a row and a schema, together or not at all."""
    version = code_version()
    with public_context():
        template = SchemaTemplate.objects.filter(schema_version=version).first()
        if template is None:
            raise NoTemplate("Run “manage.py migrate_studios” first.")
        # Row and schema appear together: a failure leaves no orphan of either.
        with transaction.atomic():
            studio = Studio.objects.create(schema_name=new_schema_name(), schema_version=version)
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE SCHEMA "{studio.schema_name}"')
                cursor.execute(template.sql.replace(TEMPLATE_SCHEMA, studio.schema_name))
    return studio


def fill_spares(wanted: int = SPARES) -> int:
    """Make spares until ``wanted`` of this version are there; how many were made."""
    with public_context():
        ready = Studio.objects.filter(state=Studio.State.SPARE, schema_version=code_version())
        missing = max(0, wanted - ready.count())
    for _ in range(missing):
        make_spare()
    return missing


def take_spare(*, name: str, address: str, at: datetime) -> Studio:
    """Give a spare its name and address: one UPDATE. Makes one first where there is none.

    Runs in the caller's transaction; an address that is taken meanwhile raises IntegrityError.
    """
    studio = _claim(name, address, at)
    if studio is None:
        make_spare()
        studio = _claim(name, address, at)
    if studio is None:  # pragma: no cover - only if another sign-up took the very one just made
        raise NoTemplate("No spare studio could be made.")
    Domain.objects.create(
        tenant=studio, domain=f"{address}.{settings.PLATFORM_HOST}", is_primary=True
    )
    return studio


def drop(studio: Studio) -> None:
    """Remove a studio's row and schema for good."""
    with public_context(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{studio.schema_name}" CASCADE')
        Studio.objects.filter(pk=studio.pk).delete()


def _claim(name: str, address: str, at: datetime) -> Studio | None:
    spare = (
        Studio.objects.filter(state=Studio.State.SPARE, schema_version=code_version())
        .select_for_update(skip_locked=True)
        .order_by("pk")
        .first()
    )
    if spare is None:
        return None
    spare.name, spare.address, spare.opened_at = name, address, at
    spare.state = Studio.State.READY
    spare.save(update_fields=["name", "address", "opened_at", "state"])
    return spare


def _dump(schema_name: str) -> str:
    """The schema and its few rows as plain SQL that names the schema everywhere."""
    database = settings.DATABASES["default"]
    command = [
        os.environ.get("PG_DUMP", "pg_dump"), "--schema", schema_name, "--inserts",
        "--no-owner", "--no-privileges", "--no-comments",
        "--host", str(database["HOST"]), "--port", str(database["PORT"]),
        "--username", str(database["USER"]), str(connection.settings_dict["NAME"]),
    ]  # fmt: skip
    environment = {**os.environ, "PGPASSWORD": str(database["PASSWORD"])}
    # The command is fixed and its arguments come from settings, not from a person.
    dump = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=True
    )
    return "\n".join(line for line in dump.stdout.splitlines() if not _NOT_SQL.match(line))
