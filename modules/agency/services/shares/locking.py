"""One change at a time for each sale, and for what each contributor is owed.

Locks come in one order: the sale, contributors by id, the book of numbers.
"""

from __future__ import annotations

from collections.abc import Collection

from modules.agency.models import Contributor, SharedSale, SharesBook
from safelight.jobs import switches


def lock_sale(sale_id: int) -> SharedSale:
    """The sale as it is now, locked until the caller's transaction ends."""
    rows = SharedSale.objects.all()
    sale: SharedSale = (rows if switches.is_off("locks") else rows.select_for_update()).get(
        pk=sale_id
    )
    return sale


def lock_contributors(ids: Collection[int]) -> list[Contributor]:
    """These contributors by id, locked likewise."""
    rows = Contributor.objects.filter(pk__in=ids).order_by("pk")
    return list(rows if switches.is_off("locks") else rows.select_for_update())


def lock_book() -> SharesBook:
    """The numbers that were given; whoever takes the next one waits here."""
    SharesBook.objects.get_or_create(pk=1)
    book: SharesBook = SharesBook.objects.select_for_update().get(pk=1)
    return book
