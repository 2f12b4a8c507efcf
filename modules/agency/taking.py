"""Statements of contributors for an export, as PDF."""

from __future__ import annotations

from collections.abc import Iterator

from modules.agency.models import Statement
from safelight.kernel.takeout import StoredFile, WrittenFile


def files() -> Iterator[StoredFile | WrittenFile]:
    for row, number, name in Statement.objects.order_by("pk").values_list("pk", "number", "name"):
        said = f"{number} {name}".replace("/", "-")
        yield WrittenFile(path=f"statements/{said}.pdf", kind="statement", row=row)


def made(kind: str, row: int) -> bytes:
    """The PDF of a closed statement, which says the same whenever it is made."""
    # Only here: the library takes 50 MB of memory, in processes that print nothing too.
    from modules.agency.services.shares import writing

    return writing.statement_pdf(Statement.objects.get(pk=row))
