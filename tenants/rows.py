"""Base of every model of a studio: a row and a queryset know the schema they belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Self, TypeVar

from django.db import connection, models

from tenants import schema


class CrossStudioError(RuntimeError):
    """A row or queryset of one studio was used inside another."""


_T = TypeVar("_T", bound=models.Model)


class StudioQuerySet(models.QuerySet[_T]):
    """Refuses to be evaluated outside the schema that it was built in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._schema = schema.current()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._schema = self._schema
        return clone

    @property
    def db(self) -> str:
        # Every evaluation and every write asks for the connection's alias first.
        if self._schema != schema.current():
            raise CrossStudioError(
                f"A queryset of {self.model.__name__} built in {self._schema} "
                f"was used in {schema.current()}."
            )
        return super().db


StudioManager = models.Manager.from_queryset(StudioQuerySet)


class StudioRow(models.Model):
    """A row that cannot be saved or deleted in another studio than its own."""

    objects = StudioManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._stay_at_home()
        super().save(*args, **kwargs)
        self._state.schema_name = schema.current()  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._stay_at_home()
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **more)
        row._state.schema_name = schema.current()  # type: ignore[attr-defined]
        return row

    @classmethod
    def columns(cls, table: str) -> str:
        """All columns for a plain SELECT that knows this table by that name: ``from_columns``."""
        return ", ".join(f'{table}."{field.column}"' for field in _fields(cls))

    @classmethod
    def from_columns(cls, values: Sequence[Any]) -> Self:
        """The row of ``columns``, where writing the SELECT anew would cost more than asking it."""
        fields = _fields(cls)
        read = [
            field.from_db_value(value, None, connection)
            if hasattr(field, "from_db_value")
            else value
            for field, value in zip(fields, values, strict=True)
        ]
        return cls.from_db(connection.alias, [field.attname for field in fields], read)

    def values(self) -> list[Any]:
        """What the row holds, in the order of its columns."""
        return [getattr(self, field.attname) for field in _fields(type(self))]

    def _stay_at_home(self) -> None:
        home = getattr(self._state, "schema_name", schema.current())
        if home != schema.current():
            raise CrossStudioError(
                f"{type(self).__name__} {self.pk} belongs to {home}, not {schema.current()}."
            )


@cache
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(model._meta.concrete_fields)
