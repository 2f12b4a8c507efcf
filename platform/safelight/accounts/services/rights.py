"""Telling the modules that clients' rights may have shrunk."""

from __future__ import annotations

from collections.abc import Iterable

from safelight.kernel import gate, hooks
from tenants.context import current_studio


def changed(client_ids: Iterable[int]) -> None:
    """Ask the studio's modules, in the transaction of the change."""
    ids = sorted(set(client_ids))
    if ids:
        hooks.call(gate.enabled_modules(current_studio()), "rights_changed", client_ids=ids)
