"""Telling the modules that somebody's rights may have shrunk."""

from __future__ import annotations

from collections.abc import Iterable

from safelight.kernel import gate, hooks
from tenants.context import current_studio


def changed(client_ids: Iterable[int]) -> None:
    """Ask the studio's modules, in the transaction of the change."""
    ids = sorted(set(client_ids))
    if ids:
        hooks.call(gate.enabled_modules(current_studio()), "rights_changed", client_ids=ids)


def team_changed(person_ids: Iterable[int]) -> None:
    """As ``changed``, for people of the team."""
    ids = sorted(set(person_ids))
    if ids:
        modules = gate.enabled_modules(current_studio())
        hooks.call(modules, "team_rights_changed", person_ids=ids)
