"""Bringing every schema to the code's version: who is behind is asked once, then one by one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection

from tenants import executing, provision
from tenants.context import public_context
from tenants.models import SchemaTemplate, Studio
from tenants.versions import code_version, shared_labels

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one studio; ``problem`` is empty when it was migrated."""

    schema_name: str
    problem: str = ""


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
    for studio in studios_behind():
        if studio.state == Studio.State.SPARE:
            provision.drop(studio)  # A new one is made faster than an old one is migrated.
            continue
        yield _migrate(studio)


def _migrate(studio: Studio) -> Outcome:
    try:
        with connection.cursor() as cursor:
            # A waiting ALTER TABLE blocks the studio's readers, so it gives up soon.
            cursor.execute("SET lock_timeout = '2s'")
        provision.migrate_schema(studio.schema_name)
    except DatabaseError as problem:
        log.exception("Studio %s could not be migrated", studio.schema_name)
        return Outcome(studio.schema_name, str(problem).strip())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
    with public_context():
        Studio.objects.filter(pk=studio.pk).update(schema_version=code_version())
    return Outcome(studio.schema_name)
