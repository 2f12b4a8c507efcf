"""Migrations as one script of SQL, rendered once and run in every studio that is as far behind.

Django draws each model anew at each step in each schema, which takes seconds a studio. All schemas
are made of one template, so what it would say in one of them it would say in all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import (
    CreateModel,
    RenameModel,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation

from tenants import schema

DIGEST = """
    SELECT md5(COALESCE(string_agg(app || '.' || name, ' ' ORDER BY app, name), ''))
      FROM django_migrations
"""


@dataclass(frozen=True)
class Script:
    """``sql`` brings a schema that has these migrations up to date; empty: Django has to."""

    digest: str
    sql: str


def script(schema_name: str, labels: Collection[str]) -> Script:
    """What this schema lacks of the apps with these labels. Leaves to public."""
    reached = cast(Any, connection)
    try:
        reached.set_schema(schema_name)
        digest = digest_here()
        executor = MigrationExecutor(connection)
        targets = [key for key in executor.loader.graph.leaf_nodes() if key[0] in labels]
        plan = [migration for migration, _backwards in executor.migration_plan(targets)]
        if not all(map(_is_sql, plan)):
            return Script(digest, "")
        return Script(digest, "\n".join(_statements(executor, plan)))
    finally:
        schema.leave()


def digest_here() -> str:
    """Of the names of all migrations that the present schema has had."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST)
        return cast(str, cursor.fetchone()[0])


def _is_sql(migration: Migration) -> bool:
    """Whether SQL says all of it, inside a transaction.

    A renamed model takes its row of content types along, which Django does by hand.
    """
    return bool(migration.atomic) and all(map(_reduces, migration.operations))


def _reduces(operation: Operation) -> bool:
    if isinstance(operation, SeparateDatabaseAndState):
        return all(map(_reduces, operation.database_operations))
    return bool(operation.reduces_to_sql) and not isinstance(operation, RenameModel)


def _statements(executor: MigrationExecutor, plan: list[Migration]) -> Iterator[str]:
    # The very state that ``migrate`` would start from.
    state = cast(Any, executor)._create_project_state(with_applied_migrations=True)
    for migration in plan:
        with connection.schema_editor(collect_sql=True, atomic=True) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        yield from editor.collected_sql
        for operation in migration.operations:
            if isinstance(operation, CreateModel):
                yield _content_type(migration.app_label, operation.name.lower())
        yield _record(migration.app_label, migration.name)


def _record(app: str, name: str) -> str:
    # Names of code: nobody typed them into a page.
    into = "INSERT INTO django_migrations (app, name, applied)"
    return f"{into} VALUES ('{app}', '{name}', now());"


def _content_type(app: str, model: str) -> str:
    into = "INSERT INTO django_content_type (app_label, model)"
    return f"{into} VALUES ('{app}', '{model}') ON CONFLICT DO NOTHING;"
