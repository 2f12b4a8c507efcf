"""``docs/export.md``: every file and column of an export, made from what packages declare.

``python -m tests.takeout.documenting`` writes it anew; a test fails where it is stale.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs/export.md"
MARK = "<!-- From here on made by: python -m tests.takeout.documenting -->\n"


def page() -> str:
    """The page as it should be: what people wrote, the mark, and what is made."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    # Only here: run by hand, Django is not set up before.
    from safelight.kernel import takeouts

    # As above.
    from safelight.takeout import lines

    for sheet in takeouts.sheets():
        yield f"\n### `data/{sheet.path}`\n"
        yield f"{lines.about(sheet)}\n"
        yield "| column | what it holds |"
        yield "| --- | --- |"
        yield "| `id` | integer |"
        for column in sheet.columns:
            yield f"| `{column.name}` | {_words(lines.described(column))} |"
    yield "\n## What stays\n"
    yield from _staying(takeouts.takeouts())


def _words(said: dict[str, Any]) -> str:
    kinds = said.get("type", "any JSON")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    words = [said.get("description") or said.get("format") or str(kinds[0])]
    if "enum" in said:
        words = [", ".join(f"`{value}`" for value in said["enum"] if value not in (None, ""))]
    if "maxLength" in said and "enum" not in said:
        words.append(f"up to {said['maxLength']} characters")
    if "null" in kinds or None in said.get("enum", []):
        words.append("or null")
    return ", ".join(words)


def _staying(said: dict[str, Any]) -> Iterator[str]:
    yield "| what | why |"
    yield "| --- | --- |"
    for takeout in said.values():
        for name, why in takeout.stays.items():
            yield f"| `{name}` | {why} |"
        for table in takeout.tables:
            for name, why in table.stays.items():
                yield f"| `{table.model}.{name}` | {why} |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")
    # Only here: the settings have to be named first.
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
