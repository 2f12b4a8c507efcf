"""Rows of a list: what is sold, at what price, in which format."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.commerce.models import PriceList, PriceRow
from modules.commerce.services.pricelists.touching import touch
from safelight.kernel import sequence
from safelight.kernel.errors import Refusal
from safelight.kernel.sequence import Spot

FIELDS = frozenset({"name", "amount", "format", "shipping_tier", "width", "height"})


class RowsChanged(Refusal):
    """A row that was moved, or beside which one was put, is not there any more."""

    code = "rows_changed"


def add(*, price_list: PriceList, **fields: Any) -> PriceRow:
    """A new row, last in the list; ``amount`` in minor units of the studio's currency."""
    _refuse_unknown(fields)
    # Pages are known as changed by the same commit.
    with transaction.atomic():
        last = price_list.rows.aggregate(last=Max("position"))["last"]
        made: PriceRow = PriceRow.objects.create(
            price_list=price_list, position=0 if last is None else last + 1, **fields
        )
        touch([price_list.pk])
    return made


def change(*, row: PriceRow, **fields: Any) -> PriceRow:
    """Change a row; carts that hold it are told at their next look."""
    _refuse_unknown(fields)
    # As above.
    with transaction.atomic():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        touch([row.price_list_id])
    return row


def withdraw(*, row: PriceRow, at: datetime) -> None:
    """Sell it no more; carts that hold it say so."""
    # As above.
    with transaction.atomic():
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        touch([row.price_list_id])


def put(*, price_list: PriceList, rows: Collection[str], spot: Spot) -> None:
    """Put rows, by public id, together before or after another one of the list."""
    # Positions change together.
    with transaction.atomic():
        row = _row(price_list)
        if spot.neighbour not in row or not row.keys() >= set(rows):
            raise RowsChanged(_("The prices changed meanwhile. Load the page again."))
        _line_up([row[key] for key in sequence.moved(list(row), rows, spot)])


def step(*, row: PriceRow, later: bool) -> None:
    """Put a row one place earlier or later; at the end nothing happens."""
    # As above, and the neighbour is the one that is there now.
    with transaction.atomic():
        line = _row(row.price_list)
        spot = sequence.step(list(line), [row.public_id], later=later)
        if spot is not None:
            moved = sequence.moved(list(line), [row.public_id], spot)
            _line_up([line[key] for key in moved])


def _row(price_list: PriceList) -> dict[str, PriceRow]:
    """The rows that are sold, by public id, in their order; nobody else changes it now."""
    PriceList.objects.select_for_update(no_key=True).get(pk=price_list.pk)
    return {each.public_id: each for each in price_list.rows.filter(withdrawn_at=None)}


def _line_up(rows: list[PriceRow]) -> None:
    for position, each in enumerate(rows):
        each.position = position
    PriceRow.objects.bulk_update(rows, ["position"])


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"Not fields of a price row: {', '.join(sorted(unknown))}")
