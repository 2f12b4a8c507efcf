"""What every package of this installation says of its tables, gathered once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model
from django.utils.module_loading import import_string

from safelight.kernel import registry
from safelight.kernel.takeout import Table, Takeout


@dataclass(frozen=True)
class Sheet:
    """One table as a file: its path below ``data/``, its model and the columns that go along."""

    path: str
    model: type[Model]
    columns: tuple[Field[Any, Any], ...]


@cache
def takeouts() -> dict[str, Takeout]:
    """By the label of the app; packages without tables of a studio have none."""
    found: dict[str, Takeout] = {
        manifest.name: import_string(manifest.takeout)
        for manifest in registry.manifests()
        if manifest.takeout
    }
    for config in _of_studios():
        if config.name.startswith("safelight.") and find_spec(f"{config.name}.takeout"):
            found[config.label] = import_module(f"{config.name}.takeout").TAKEOUT
    return found


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every file of rows that an export has, by path."""
    found = [_sheet(table) for takeout in takeouts().values() for table in takeout.tables]
    return tuple(sorted(found, key=lambda sheet: sheet.path))


def path_of(model: type[Model]) -> str:
    """``gallery/photo_version.jsonl``."""
    name = model.__name__
    words = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)
    return f"{model._meta.app_label}/{words.lstrip('_')}.jsonl"


def models_of_studios() -> Iterator[type[Model]]:
    """Every model with a table in a studio's schema, tables between two models included."""
    for config in _of_studios():
        yield from config.get_models(include_auto_created=True)


def _of_studios() -> Iterator[Any]:
    names = set(settings.TENANT_APPS)
    for config in apps.get_app_configs():
        here = config.name in names or f"{type(config).__module__}.{type(config).__name__}" in names
        if here and not config.name.startswith("django."):
            yield config


def _sheet(table: Table) -> Sheet:
    model = apps.get_model(table.model)
    fields = {field.name: field for field in model._meta.concrete_fields}
    columns = tuple(fields[name] for name in table.columns.split())
    return Sheet(path_of(model), model, columns)
