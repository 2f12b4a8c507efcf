"""Rows as lines of JSON, and the JSON Schema that says what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from safelight.kernel import jsonlines
from safelight.kernel.takeouts import Sheet, path_of, sheets

_CHUNK = 2000
_TYPES: tuple[tuple[type[models.Field[Any, Any]], dict[str, Any]], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DecimalField, {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "format": "time"}),
    (models.DurationField, {"type": "string", "format": "duration"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.FloatField, {"type": "number"}),
    (models.JSONField, {}),
)


def rows(sheet: Sheet) -> Iterator[bytes]:
    """The table's rows in order of ``id``, each a line of UTF-8."""
    names = ["id", *(column.name for column in sheet.columns)]
    columns = ["pk", *(column.attname for column in sheet.columns)]
    found: Any = sheet.model._base_manager.order_by("pk").values_list(*columns)
    for values in found.iterator(chunk_size=_CHUNK):
        yield jsonlines.line(dict(zip(names, values, strict=True)))


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12: one definition a file, named by its path below ``data/``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lines of the files of an export",
        "$defs": {sheet.path: _of_sheet(sheet) for sheet in sheets()},
    }


def about(sheet: Sheet) -> str:
    """One sentence on what the rows are: the first line of the model's docstring."""
    if sheet.model._meta.auto_created:
        first, second = (field for field in sheet.columns if field.is_relation)
        return f"Which {second.name} belongs to which {first.name}."
    return str(sheet.model.__doc__ or "").strip().splitlines()[0]


def described(field: models.Field[Any, Any]) -> dict[str, Any]:
    """What stands in one column, as JSON Schema."""
    if isinstance(field, models.ForeignKey):
        target = path_of(field.related_model)
        said: dict[str, Any] = {"type": "integer", "description": f"id of {target}"}
    else:
        said = dict(
            next((found for kind, found in _TYPES if isinstance(field, kind)), _text(field))
        )
    if field.choices:
        said["enum"] = [value for value, _title in field.flatchoices]
        if field.blank:
            said["enum"] = sorted({*said["enum"], ""}, key=str)
    if not field.null or not said:
        return said
    if "enum" in said:
        said["enum"] = [*said["enum"], None]
    return said | {"type": [said["type"], "null"]}


def _text(field: models.Field[Any, Any]) -> dict[str, Any]:
    if field.get_internal_type() == "DateTimeRangeField":
        ends = {"type": "string", "format": "date-time"}
        return {"type": "array", "items": ends, "minItems": 2, "maxItems": 2}
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": longest} if longest else {})}


def _of_sheet(sheet: Sheet) -> dict[str, Any]:
    columns = {column.name: described(column) for column in sheet.columns}
    return {
        "type": "object",
        "description": about(sheet),
        "properties": {"id": {"type": "integer"}, **columns},
        "required": ["id", *columns],
        "additionalProperties": False,
    }
