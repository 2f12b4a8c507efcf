"""The lists themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.commerce.models import PriceList
from modules.commerce.services.pricelists.touching import touch
from safelight.kernel import sequence
from safelight.kernel.errors import Refusal
from safelight.kernel.sequence import Spot

FIELDS = frozenset({
    "name", "description", "item_comments", "offer_states", "only_final_at_once",
    "stock_shown_from", "in_shop", "shipping_tier", "tax_profile", "made_by_lab", "other_ratios",
    "ratio_tolerance",
})  # fmt: skip


class ListsChanged(Refusal):
    """A list that was moved, or beside which one was put, is not there any more."""

    code = "lists_changed"


def create(*, kind: str, name: str) -> PriceList:
    """An empty list, last in the order; its kind never changes."""
    last = PriceList.objects.aggregate(last=Max("position"))["last"]
    made: PriceList = PriceList.objects.create(
        kind=PriceList.Kind(kind),
        name=name,
        position=0 if last is None else last + 1,
        in_shop=kind == PriceList.Kind.PRODUCT,
    )
    return made


def change(
    *, price_list: PriceList, shipping_profiles: Collection[Any] | None = None, **fields: Any
) -> PriceList:
    """Change what holds for the whole list; ``shipping_profiles`` are all that it is sent by."""
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"Not fields of a price list: {', '.join(sorted(unknown))}")
    # Pages are known as changed by the same commit.
    with transaction.atomic():
        for name, value in fields.items():
            setattr(price_list, name, value)
        price_list.save(update_fields=list(fields))
        if shipping_profiles is not None:
            price_list.shipping_profiles.set(shipping_profiles)
        touch([price_list.pk])
    return price_list


def withdraw(*, price_list: PriceList, at: datetime) -> None:
    """Sell nothing of it any more; where it is offered is kept for ``restore``."""
    _set_withdrawn(price_list, at)


def restore(*, price_list: PriceList) -> None:
    """Sell it again where it was offered."""
    _set_withdrawn(price_list, None)


def put(*, lists: Collection[str], spot: Spot) -> None:
    """Put lists, by public id, together before or after another one."""
    # Positions change together.
    with transaction.atomic():
        row = _row()
        if spot.neighbour not in row or not row.keys() >= set(lists):
            raise ListsChanged(_("The price lists changed meanwhile. Load the page again."))
        _line_up([row[key] for key in sequence.moved(list(row), lists, spot)])


def step(*, price_list: PriceList, later: bool) -> None:
    """Put a list one place earlier or later; at the end nothing happens."""
    # As above, and the neighbour is the one that is there now.
    with transaction.atomic():
        row = _row()
        moving = [price_list.public_id]
        spot = sequence.step(list(row), moving, later=later)
        if spot is not None:
            _line_up([row[key] for key in sequence.moved(list(row), moving, spot)])


def _row() -> dict[str, PriceList]:
    """All lists by public id, in their order, which nobody else changes now."""
    return {each.public_id: each for each in PriceList.written().select_for_update(no_key=True)}


def _line_up(lists: list[PriceList]) -> None:
    for position, each in enumerate(lists):
        each.position = position
    PriceList.objects.bulk_update(lists, ["position"])


def _set_withdrawn(price_list: PriceList, at: datetime | None) -> None:
    # Pages are known as changed by the same commit.
    with transaction.atomic():
        price_list.withdrawn_at = at
        price_list.save(update_fields=["withdrawn_at"])
        touch([price_list.pk])
