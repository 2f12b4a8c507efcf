"""Rows of price lists as products of labs, for many at once in three queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modules.commerce.hooks import Wanted
from modules.commerce.models import PriceRow
from modules.labs.contract import Piece
from modules.labs.models import LabChoice, LabConnection, LabList, LabRow


@dataclass(frozen=True)
class Product:
    """A wanted row with its lab; ``of`` is None where the list names no product of the lab."""

    connection: LabConnection
    row: PriceRow
    of: LabRow | None
    attributes: Mapping[str, str]

    def piece(self, wanted: Wanted) -> Piece:
        """As a lab is asked about it; only what names a product can be asked about."""
        assert self.of is not None
        return Piece(
            reference=f"{wanted.row_id}:{','.join(wanted.choices)}",
            sku=self.of.product.sku,
            copies=wanted.copies,
            attributes=self.attributes,
        )


def of(wanted: Iterable[Wanted]) -> dict[Wanted, Product]:
    """Those whose list has a lab that is still connected, and whose product is still made."""
    listed = list(wanted)
    rows = PriceRow.objects.filter(pk__in={each.row_id for each in listed})
    by_row = {row.pk: row for row in rows}
    lists = LabList.objects.filter(
        price_list__in={row.price_list_id for row in by_row.values()},
        connection__disconnected_at=None,
    ).select_related("connection")
    by_list = {each.price_list_id: each.connection for each in lists}
    named = LabRow.objects.filter(row__in=by_row).select_related("product")
    products = {each.row_id: each for each in named}
    chosen = _chosen({name for each in listed for name in each.choices})
    found = {}
    for each in listed:
        row = by_row.get(each.row_id)
        connection = by_list.get(row.price_list_id) if row else None
        if row is None or connection is None:
            continue
        product = products.get(row.pk)
        if product is not None and not _is_made(product, connection):
            continue
        attributes = {**(product.attributes if product else {})}
        for name in each.choices:
            attributes |= chosen.get(name, {})
        found[each] = Product(connection, row, product, attributes)
    return found


def _is_made(product: LabRow, connection: LabConnection) -> bool:
    of_it = product.product
    return of_it.gone_at is None and of_it.connection_id == connection.pk


def _chosen(names: set[str]) -> dict[str, dict[str, str]]:
    """Attributes by the public id of the choice that means them."""
    if not names:
        return {}
    found = LabChoice.objects.filter(choice__public_id__in=names).select_related("choice")
    return {each.choice.public_id: {each.attribute: each.value} for each in found}
