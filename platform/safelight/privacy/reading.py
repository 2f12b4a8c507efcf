"""Rows about a client as a person reads them: names for numbers, times in their words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from safelight.kernel.privacy import Privacy
from safelight.kernel.takeouts import Sheet
from safelight.privacy import gathering
from safelight.privacy.headings import WORDS
from safelight.web import dates

# What tells a program which row it is, and a person nothing; ``data.json`` has it.
_MARKS = frozenset({"public_id", "uuid", "message_id", "related_id", "related_kind"})

Row = dict[str, Any]


def table(sheet: Sheet, rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """Headings and cells of the columns that say something to a person; a row is by column name.

    Of other rows only those are called by name whose models their packages name; who of the team
    or of other clients it was stays out.
    """
    shown = columns(sheet)
    called = {column.name: _names(column, rows) for column in shown if column.is_relation}
    headings = [str(WORDS.get(column.name, column.verbose_name)) for column in shown]
    cells = [[_cell(column, row[column.name], called) for column in shown] for row in rows]
    return headings, cells


def columns(sheet: Sheet) -> list[Field[Any, Any]]:
    """Those that say something to a person."""
    return [column for column in sheet.columns if column.name not in _MARKS and _says(column)]


def _says(column: Field[Any, Any]) -> bool:
    return not column.is_relation or _target(column)._meta.label in _named()


def _named() -> set[str]:
    said: list[Privacy] = [privacy for _label, privacy in gathering.answers()]
    return {label for each in said for label in each.named}


def _target(column: Field[Any, Any]) -> type[Model]:
    found: type[Model] | None = column.related_model
    assert found is not None
    return found


def _names(column: Field[Any, Any], rows: Sequence[Row]) -> dict[Any, str]:
    wanted = {row[column.name] for row in rows} - {None}
    found = _target(column)._base_manager.in_bulk(list(wanted))
    return {key: str(each) for key, each in found.items()}


def _cell(column: Field[Any, Any], value: Any, called: dict[str, dict[Any, str]]) -> str:
    if column.name in called:
        return called[column.name].get(value, "")
    if value is None:
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _words(value)


def _words(value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return dates.moment(value)
        case date():
            return dates.day(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=str) if value else ""
    return str(value)
