"""Looking for a word in everything that a studio's database holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = current_schema() AND is_generated = 'NEVER'
       AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'inet', 'ARRAY')
"""


def places(word: str) -> Iterator[str]:
    """``table.column`` of every place in the current schema that holds the word."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        for table, column in sorted(cursor.fetchall()):
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE strpos(lower("{column}"::text), %s) > 0 LIMIT 1',  # noqa: S608
                [word.lower()],
            )
            if cursor.fetchone():
                yield f"{table}.{column}"
