"""A gallery's photos as plain rows: one query for the photos, however many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from modules.gallery import hooks
from modules.gallery.models import Photo, PhotoState
from modules.gallery.presenting.eyes import BUY, Eye
from modules.gallery.presenting.marks import Marks

_COLUMNS = (
    "pk", "public_id", "name", "state", "version__object_key", "version__width",
    "version__height", "version__thumbhash", "version__renditions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A photo as one visitor sees it; ``actions`` as in ``Eye.actions``, sizes in pixels."""

    id: int
    public_id: str
    name: str
    state: str
    object_key: str
    width: int
    height: int
    thumbhash: str
    renditions: dict[str, list[int]]
    actions: int
    picked: bool
    stars: int
    comments: int
    ordered: bool


def rows(eye: Eye, photos: QuerySet[Photo], marks: Marks) -> list[Row]:
    """The photos with what this visitor may do and said; a model each would cost ten times that."""
    actions = {state: eye.actions(state) for state in PhotoState.values}
    found: Any = photos.values_list(*_COLUMNS)
    return _with_sold(eye, [_row(facts, actions, marks) for facts in found])


def _row(facts: tuple[Any, ...], actions: dict[str, int], marks: Marks) -> Row:
    pk = facts[0]
    said = (pk in marks.picked, marks.stars.get(pk, 0), marks.comments.get(pk, 0))
    columns: Any = (*facts, actions[facts[3]], *said, pk in marks.ordered)
    return Row(*columns)


def _with_sold(eye: Eye, found: list[Row]) -> list[Row]:
    """The same with what can be bought marked so; most galleries sell nothing."""
    if eye.buys_nothing or not hooks.address_to_buy(eye.modules, gallery=eye.gallery):
        return found
    sold = hooks.sold_photos(
        eye.modules, gallery=eye.gallery, photos=found, free_states=eye.free_states
    )
    return [replace(row, actions=row.actions | BUY) if row.id in sold else row for row in found]
