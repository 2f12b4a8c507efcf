"""Reads of offers' templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from modules.commerce.hooks import RowPicture
from modules.commerce.models import PriceRow

register = template.Library()


@register.filter
def of_row(pictures: Mapping[int, RowPicture] | str, row: PriceRow) -> RowPicture | None:
    """The row's picture; pages that show none give none."""
    return pictures.get(row.pk) if isinstance(pictures, Mapping) else None
