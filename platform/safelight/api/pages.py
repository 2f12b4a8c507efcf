"""Keyset pages: stable while rows come and go, and as fast at the end as at the start.

``?limit=50&after=<cursor>`` → ``{"results": [...], "next": "<cursor>" | null}``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

DEFAULT_LIMIT = 50
HIGHEST_LIMIT = 100

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursor of those after them (None at the end)."""

    rows: Sequence[M]
    next: str | None


def page(request: Request, rows: QuerySet[M], *, by: str) -> Page[M]:
    """The page that the request asks for, ordered by ``by`` (``-field`` descends) and then by id.

    Raises ``ValidationError`` for a limit or cursor that cannot be.
    """
    return keyset(rows, by=by, after=request.query_params.get("after"), limit=_limit(request))


def keyset(rows: QuerySet[M], *, by: str, after: str | None, limit: int) -> Page[M]:
    """Pages of web lists use this with the same cursors."""
    name, down = by.removeprefix("-"), by.startswith("-")
    if after:
        rows = rows.filter(_beyond(name, down, *_read(after)))
    found = list(rows.order_by(by, "-pk" if down else "pk")[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], _cursor(getattr(last, name), last.pk))


def _beyond(name: str, down: bool, value: Any, pk: int) -> Q:
    side = "lt" if down else "gt"
    return Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": pk})


def _cursor(value: Any, pk: int) -> str:
    text = json.dumps([value if isinstance(value, int | str) else str(value), pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[Any, int]:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(value, int | str) or not isinstance(pk, int):
            raise ValueError(cursor)
    except ValueError as problem:
        sentence = _("Take “after” from the “next” of the page before.")
        raise ValidationError({"after": [sentence]}) from problem
    return value, pk


def _limit(request: Request) -> int:
    raw = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not raw.isdecimal() or not 1 <= int(raw) <= HIGHEST_LIMIT:
        sentence = _("Ask for 1 to %(most)d rows.") % {"most": HIGHEST_LIMIT}
        raise ValidationError({"limit": [sentence]})
    return int(raw)
