"""The database of a run: migrated once for the same migrations, and copied from then on.

Django draws its models anew for each migration, which takes longer than most of the tests.
"""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants import executing, migrating, provision, versions


def make(worker: str = "") -> None:
    """A database of its own, with the public schema and the template, which Django uses from here.

    ``worker`` tells the processes of one run apart. The first one migrates, the others wait for it.
    """
    database: Any = settings.DATABASES["default"]
    given = database["NAME"]
    name, kept = f"test_{given}{worker}", kept_name(given)
    with _server(database) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [given])
        known = _names(server, f"^kept_{given}_[0-9a-f]{{16}}$")
        for old in [name, *(known - {kept})]:
            _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", old)
        if kept in known:
            _run(server, "CREATE DATABASE {} TEMPLATE {}", name, kept)
        else:
            _run(server, "CREATE DATABASE {}", name)
        connection.settings_dict["NAME"] = database["NAME"] = name
        if kept not in known:
            migrating.migrate_public()
            migrating.ensure_template()
            # A database that somebody is connected to cannot be copied.
            connection.close()
            _run(server, "CREATE DATABASE {} TEMPLATE {}", kept, name)


def kept_name(given: str) -> str:
    """The database with all tables and no studio that runs on the database ``given`` copy."""
    return f"kept_{given}_{_digest()}"


def _digest() -> str:
    """Of every migration, and of the code that turns them into schemas."""
    made_by = map(inspect.getfile, (executing, migrating, provision, versions))
    migrations = MigrationLoader(None).disk_migrations.values()
    sources = sorted(inspect.getfile(type(migration)) for migration in migrations)
    whole = hashlib.sha256()
    for file in map(Path, [*made_by, *sources]):
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]


def _server(database: Any) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(
        host=database["HOST"], port=database["PORT"], user=database["USER"],
        password=database["PASSWORD"], dbname=database["NAME"], autocommit=True,
    )  # fmt: skip


def _names(server: psycopg.Connection[tuple[Any, ...]], pattern: str) -> set[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [pattern])
    return {row[0] for row in rows}


def _run(
    server: psycopg.Connection[tuple[Any, ...]], statement: LiteralString, *names: str
) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
