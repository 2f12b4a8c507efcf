"""Keyset pages of lists on web pages, forwards and backwards; the count is the true one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest

SIZE = 50
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows; the addresses are empty at the ends. ``count`` is of the whole list."""

    rows: Sequence[M]
    count: int
    previous_url: str
    next_url: str


def page(request: HttpRequest, rows: QuerySet[M], *, key: str, size: int = SIZE) -> Page[M]:
    """The page that ``?after=`` or ``?before=`` asks for.

    ``key`` is a unique column, ``-key`` descends. A mark that cannot be one shows the first page.
    """
    name, down = key.removeprefix("-"), key.startswith("-")
    count = rows.count()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    backwards = bool(before)
    ahead = down == backwards
    mark = _readable(rows, name, before or after)
    chosen = rows.filter(**{f"{name}__{'gt' if ahead else 'lt'}": mark}) if mark else rows
    found = list(chosen.order_by(name if ahead else f"-{name}")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards and mark else (more, bool(mark))
    return Page(
        found,
        count,
        _url(request, "before", found[0], name) if has_previous and found else "",
        _url(request, "after", found[-1], name) if has_next and found else "",
    )


def _readable(rows: QuerySet[M], name: str, mark: str) -> Any:
    meta = rows.model._meta
    field: Any = meta.pk if name == "pk" else meta.get_field(name)
    if not mark or "\0" in mark or field is None:
        return None
    try:
        value = field.to_python(mark)
    except (ValidationError, ValueError):
        return None
    return None if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def _url(request: HttpRequest, side: str, row: Model, name: str) -> str:
    query = request.GET.copy()
    for known in ("after", "before"):
        query.pop(known, None)
    query[side] = str(getattr(row, name))
    return f"{request.path}?{query.urlencode()}"
