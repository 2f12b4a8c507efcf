"""What a studio has at its end: rows by table and files by name, and a digest of both."""

from __future__ import annotations

import hashlib

from django.db import connection
from psycopg import sql

from safelight.leaving.models import Receipt
from safelight.storage import objects


def take(receipt: Receipt) -> None:
    """Write counts and digest into the receipt, together.

    The digest is the SHA-256 of lines of UTF-8 that end in a line feed: ``table <name> <rows>`` in
    the order of tables, then ``file <key> <bytes>`` in the order in which the storage lists them.
    """
    whole = hashlib.sha256()
    receipt.tables = _rows(receipt.schema_name)
    for table, rows in receipt.tables.items():
        whole.update(f"table {table} {rows}\n".encode())
    receipt.files = receipt.bytes = 0
    for name, size in objects.from_environment().files_of(receipt.studio_uuid):
        whole.update(f"file {name} {size}\n".encode(errors="surrogateescape"))
        receipt.files += 1
        receipt.bytes += size
    receipt.rows = sum(receipt.tables.values())
    receipt.digest = whole.hexdigest()
    receipt.save(update_fields=["tables", "rows", "files", "bytes", "digest"])


def _rows(schema: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        tables = sorted(row[0] for row in cursor.fetchall())
        found = {}
        for table in tables:
            name = sql.Identifier(schema, table)
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(name))
            found[table] = cursor.fetchone()[0]
    return found
