"""Hooks: one question, answered by every enabled module that has something to say.

Specs are functions marked with ``spec`` in ``kernel.hookspecs`` or in a module's ``hooks.py``;
implementations are functions marked with ``impl`` in the module that the manifest's ``extends``
names. Answers come lower modules first.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import pluggy

from safelight.kernel import hookspecs, registry

PROJECT = "safelight"
spec = hookspecs.spec
impl = pluggy.HookimplMarker(PROJECT)


class UnknownHook(LookupError):  # noqa: N818 - reads as the reason
    """No hook of this name is specified."""


def call(modules: frozenset[str], hook: str, **kwargs: Any) -> list[Any]:
    """Ask the given modules. None answers are left out."""
    manager = _manager()
    if not hasattr(manager.hook, hook):
        raise UnknownHook(hook)
    off = [plugin for name, plugin in manager.list_name_plugin() if name not in modules]
    caller = manager.subset_hook_caller(hook, remove_plugins=off)
    # pluggy asks the last registered first; readers expect the lower modules first.
    return list(reversed(caller(**kwargs)))


def specified() -> dict[str, Any]:
    """Every hook by name with its spec function."""
    manager = _manager()
    return {
        name: caller.spec.function
        for name, caller in vars(manager.hook).items()
        if isinstance(caller, pluggy.HookCaller) and caller.spec
    }


@cache
def _manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    for manifest in registry.manifests():
        if manifest.hookspecs:
            manager.add_hookspecs(import_module(manifest.hookspecs))
    for manifest in registry.manifests():
        if manifest.extends:
            manager.register(import_module(manifest.extends), name=manifest.name)
    manager.check_pending()
    return manager
