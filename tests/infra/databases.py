"""What stands in the database of a platform that runs, asked without Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

Line = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def inside(database: str, address: str) -> Iterator[Line]:
    """A connection whose search path is the schema of the studio at ``address``."""
    with psycopg.connect(database) as line:
        schema = line.execute(
            "SELECT schema_name FROM tenants_studio WHERE address = %s", [address]
        ).fetchone()
        line.execute("SELECT set_config('search_path', %s, false)", schema)
        yield line


def counts(database: str, address: str, asked: Mapping[str, LiteralString]) -> dict[str, int]:
    """What each query counts in the studio."""
    with inside(database, address) as line:
        found = {name: line.execute(query).fetchone() for name, query in asked.items()}
    return {name: int(row[0]) for name, row in found.items() if row}


def digests(database: str, address: str) -> dict[str, str]:
    """A digest of every row of every table of the studio."""
    with inside(database, address) as line:
        tables = line.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchall()
        every = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t")
        return {
            table: str((line.execute(every.format(sql.Identifier(table))).fetchone() or [""])[0])
            for (table,) in tables
        }


@contextmanager
def empty(beside: str) -> Iterator[str]:
    """The address of a database without tables, on the server of ``beside``."""
    url = urlsplit(beside)
    name = f"{url.path.strip('/')}_restored"
    with psycopg.connect(beside, autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield url._replace(path=f"/{name}").geturl()
        server.execute(drop)
