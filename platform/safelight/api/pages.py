"""Keyset pages: stable while rows come and go, and as fast at the end as at the start.

``?limit=50&after=<cursor>`` → ``{"results": [...], "next": "<cursor>" | null}``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError as Unfit
from django.db.models import DateTimeField, Field, Model, Q, QuerySet
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

DEFAULT_LIMIT = 50
HIGHEST_LIMIT = 100
LONGEST_CURSOR = 3000
# A bigint of the database.
HIGHEST_ID = 2**63 - 1

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursor of those after them (None at the end)."""

    rows: Sequence[M]
    next: str | None


def page(request: Request, rows: QuerySet[M], *, by: str) -> Page[M]:
    """The page that the request asks for, ordered by ``by`` (``-field`` descends) and then by id.

    ``by`` is a field of the model itself that is never NULL. Raises ``ValidationError`` for a limit
    or cursor that cannot be.
    """
    return keyset(rows, by=by, after=request.query_params.get("after"), limit=_limit(request))


def keyset(rows: QuerySet[M], *, by: str, after: str | None, limit: int) -> Page[M]:
    """Pages of web lists use this with the same cursors."""
    name, down = by.removeprefix("-"), by.startswith("-")
    if after:
        rows = rows.filter(_beyond(name, down, *_read(after, rows.model, name)))
    found = list(rows.order_by(by, "-pk" if down else "pk")[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], _cursor(getattr(last, name), last.pk))


def _beyond(name: str, down: bool, value: Any, pk: int) -> Q:
    side = "lt" if down else "gt"
    return Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": pk})


def _cursor(value: Any, pk: int) -> str:
    shown = value if isinstance(value, int | str) else str(value)
    text = json.dumps([shown, pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, model: type[Model], name: str) -> tuple[Any, int]:
    """The value and the id that a cursor names; anybody may have written it."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError(cursor)
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if type(pk) is not int or not 0 < pk <= HIGHEST_ID:
            raise ValueError(cursor)
        return _value(cast("Field[Any, Any]", model._meta.get_field(name)), value), pk
    except (ValueError, TypeError, OverflowError, RecursionError, Unfit) as problem:
        sentence = _("Take “after” from the “next” of the page before.")
        raise ValidationError({"after": [sentence]}) from problem


def _value(field: Field[Any, Any], raw: Any) -> Any:
    """``raw`` as a value of the column. Raises where the database could not compare it."""
    if type(raw) not in (int, str):
        raise TypeError(raw)
    if b"\0" in str(raw).encode():  # Half of a surrogate pair cannot be encoded.
        raise ValueError(raw)
    value = field.to_python(raw)
    field.run_validators(value)
    if isinstance(field, DateTimeField) and is_naive(value):
        raise ValueError(raw)
    return value


def _limit(request: Request) -> int:
    raw = request.query_params.get("limit", str(DEFAULT_LIMIT))
    # Three digits at most: Python refuses to read some thousands of them.
    if not raw.isdecimal() or len(raw) > 3 or not 1 <= int(raw) <= HIGHEST_LIMIT:
        sentence = _("Ask for 1 to %(most)d rows.") % {"most": HIGHEST_LIMIT}
        raise ValidationError({"limit": [sentence]})
    return int(raw)
