"""Switching a module on with what it requires. Switching off is ``Studio.switch_off``: one row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string

from safelight.kernel import registry
from tenants.context import tenant_context
from tenants.models import Studio


def switch_on(*, studio: Studio, module: str, at: datetime) -> tuple[str, ...]:
    """Open the module and what it requires; returns those that were off before, lowest first.

    Each one's ``on_enable(studio)`` runs inside the studio, in the same transaction: a module
    whose ``on_enable`` fails stays off. Raises ``registry.UnknownModule``. After its commit the
    caller tells ``resolve.forget_all``.
    """
    with transaction.atomic():  # See above.
        return tuple(
            name
            for name in (*requirements(module), module)
            if studio.switch_on(name, at=at) and _prepare(studio, name)
        )


def requirements(module: str) -> list[str]:
    """Everything that the module requires, directly or not, lowest first."""
    needed: set[str] = set()
    waiting = list(registry.module(module).requires)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += registry.module(name).requires
    return [manifest.name for manifest in registry.manifests() if manifest.name in needed]


def _prepare(studio: Studio, module: str) -> bool:
    path = registry.module(module).on_enable
    if path:
        with tenant_context(studio):
            import_string(path)(studio)
    return True
