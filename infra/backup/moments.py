"""One moment of the database that several programs look at, and what its rows name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from django.db import connection
from psycopg import sql

# An object key, wherever it stands in a row: a column of its own, or inside of JSON.
_NAMED = r"{}/[0-9a-f]{{2}}/[0-9a-f]{{32}}"
_ROWS = sql.SQL("SELECT DISTINCT m[1] FROM {} t, LATERAL regexp_matches(t::text, %s, 'g') m")
_JOBS = sql.SQL(
    "SELECT DISTINCT m[1] FROM public.jobs_job t, tenants_studio s,"
    " LATERAL regexp_matches(t.payload::text, %s, 'g') m"
    " WHERE t.studio_id = s.id AND s.uuid = %s AND t.state IN ('queued', 'running', 'parked')"
)


@contextmanager
def one_moment() -> Iterator[str]:
    """The name of what the database holds now; others see just that until the block ends.

    No table is locked by it, so it may last for as long as a backup takes.
    """
    with _connected() as holder:
        found = holder.execute("SELECT pg_export_snapshot()").fetchone()
        assert found is not None
        yield str(found[0])


def in_use(moment: str) -> list[int]:
    """Ids of the studios that were somebody's at ``moment``."""
    with _connected(moment) as looking:
        rows = looking.execute("SELECT id FROM tenants_studio WHERE state <> 'spare' ORDER BY id")
        return [int(row[0]) for row in rows]


def named(schema: str, studio: UUID, moment: str = "") -> set[str]:
    """Object keys that stand anywhere in the studio's rows, at ``moment`` or now."""
    with _connected(moment) as looking:
        tables = looking.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]
        ).fetchall()
        found: set[str] = set()
        for (table,) in tables:
            place = sql.Identifier(schema, table)
            rows = looking.execute(_ROWS.format(place), [_NAMED.format(studio.hex)])
            found |= {row[0] for row in rows}
        return found


def named_by_jobs(studio: UUID, moment: str = "") -> set[str]:
    """Object keys that jobs of the studio which are not over will make, read or remove."""
    with _connected(moment) as looking:
        rows = looking.execute(_JOBS, [_NAMED.format(studio.hex), studio])
        return {row[0] for row in rows}


@contextmanager
def _connected(moment: str = "") -> Iterator[psycopg.Connection[tuple[str, ...]]]:
    # A connection of its own: what it sees and locks ends with it, whatever Django's does.
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"], port=known["PORT"] or None, user=known["USER"],
        password=known["PASSWORD"] or None, dbname=known["NAME"],
    ) as made:  # fmt: skip
        made.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        if moment:
            made.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(moment))
        yield made
