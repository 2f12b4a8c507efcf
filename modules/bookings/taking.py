"""Signed contracts for an export, as PDF."""

from __future__ import annotations

from collections.abc import Iterator

from modules.bookings.models import Signature
from safelight.kernel.takeout import StoredFile, WrittenFile


def files() -> Iterator[StoredFile | WrittenFile]:
    for row, title, name, day in Signature.objects.order_by("pk").values_list(
        "pk", "title", "name", "signed_at__date"
    ):
        said = f"{day} {name} {title}".replace("/", "-")
        yield WrittenFile(path=f"contracts/{said}.pdf", kind="contract", row=row)


def made(kind: str, row: int) -> bytes:
    """The PDF of a signed contract, which says the same whenever it is made."""
    # Only here: the library takes 50 MB of memory, in processes that print nothing too.
    from modules.bookings.services.contracts import paper

    return paper.pdf(Signature.objects.get(pk=row))
