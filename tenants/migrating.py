"""Bringing every schema to the code's version: who is behind is asked once, then one by one.

A studio is migrated in one transaction with short timeouts, by SQL that was rendered once where
SQL says all of it. One that fails stays as it was and is closed for maintenance; the rest go on,
and running this again takes up those that are left, also after it was killed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from tenants import executing, provision, rendering
from tenants.context import public_context, tenant_context
from tenants.models import SchemaTemplate, Studio
from tenants.versions import code_version, shared_labels, studio_labels

log = logging.getLogger(__name__)

# A waiting ALTER TABLE blocks the studio's readers, so it gives up soon.
LOCK_TIMEOUT = "2s"
STATEMENT_TIMEOUT = "60s"


@dataclass(frozen=True)
class Outcome:
    """What became of one studio; ``problem`` is empty when it was migrated."""

    schema_name: str
    problem: str = ""


@dataclass
class _Scripts:
    """Scripts of this run, by what a schema has had before."""

    known: dict[str, rendering.Script] = field(default_factory=dict)

    def of(self, studio: Studio) -> rendering.Script:
        with tenant_context(studio):
            digest = rendering.digest_here()
        if digest not in self.known:
            self.known[digest] = rendering.script(studio.schema_name, studio_labels())
        return self.known[digest]


def migrate_public() -> None:
    """Bring the tables that all studios share up to date."""
    executing.migrate("public", shared_labels())


def ensure_template() -> None:
    """Render the template where this version of the code has none yet."""
    with public_context():
        known = SchemaTemplate.objects.filter(schema_version=code_version()).exists()
    if not known:
        provision.render_template()


def studios_behind() -> list[Studio]:
    """Studios whose schema is not the code's version: one query, however many there are."""
    with public_context():
        return list(Studio.objects.exclude(schema_version=code_version()).order_by("pk"))


def migrate_behind() -> Iterator[Outcome]:
    """Migrate those behind, each on its own: one that fails stays closed, the rest go on."""
    scripts = _Scripts()
    for studio in studios_behind():
        if studio.state == Studio.State.SPARE:
            provision.drop(studio)  # A new one is made faster than an old one is migrated.
            continue
        yield _migrate(studio, scripts)


def _migrate(studio: Studio, scripts: _Scripts) -> Outcome:
    try:
        script = scripts.of(studio)
        if script.sql:
            _run(studio, script)
        else:
            _by_django(studio)
    except DatabaseError as problem:
        log.exception("Studio %s could not be migrated", studio.schema_name)
        return Outcome(studio.schema_name, str(problem).strip())
    return Outcome(studio.schema_name)


def _run(studio: Studio, script: rendering.Script) -> None:
    # Schema and version change together: a killed run leaves a studio old or new.
    with tenant_context(studio), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
        cursor.execute(script.sql)
        _is_current(studio)


def _by_django(studio: Studio) -> None:
    """Where Python has to say what becomes of the rows: a transaction a migration."""
    with _timeouts():
        provision.migrate_schema(studio.schema_name)
    with public_context():
        _is_current(studio)


def _is_current(studio: Studio) -> None:
    Studio.objects.filter(pk=studio.pk).update(schema_version=code_version())


@contextmanager
def _timeouts() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
