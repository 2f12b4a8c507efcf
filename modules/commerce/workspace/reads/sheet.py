"""The list of orders as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from modules.commerce.money import currencies


def head() -> tuple[str, ...]:
    return (
        _("Order"), _("Placed"), _("Name"), _("E-mail"), _("Checked"), _("Payment"),
        _("Delivered or not"), _("Open or cancelled"), _("Items"), _("Delivered"),
        _("Total"), _("Currency"), _("Note"),
    )  # fmt: skip


def rows(orders: Iterable[Any]) -> Iterator[tuple[object, ...]]:
    """Of orders as ``listing.counted`` gives them; amounts with the currency's decimals."""
    for order in orders:
        yield (
            order.number, order.placed_at.isoformat(), order.name, order.email,
            order.get_validation_display(), order.get_payment_display(),
            order.get_fulfilment_display(), order.get_life_display(),
            order.things, order.delivered,
            currencies.plain(order.due, order.currency), order.currency, order.note,
        )  # fmt: skip
