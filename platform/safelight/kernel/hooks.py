"""Hooks: one question, answered by every enabled module that has something to say.

Specs are functions marked with ``spec`` in ``kernel.hookspecs`` or in a module's ``hooks.py``;
implementations are functions marked with ``impl`` in the module that the manifest's ``extends``
names. Answers come lower modules first, in the registry's order. With ``TRACE_HOOKS=true`` in the
environment each call is logged with who was asked and what was answered.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

import pluggy

from safelight import environment
from safelight.kernel import hookspecs, registry

log = logging.getLogger(__name__)

PROJECT = "safelight"
spec = hookspecs.spec
impl = pluggy.HookimplMarker(PROJECT)


class UnknownHook(LookupError):  # noqa: N818 - reads as the reason
    """No hook of this name is specified."""


class MismatchedHook(TypeError):  # noqa: N818 - reads as the reason
    """A hook is specified twice, or implemented without a spec or with other arguments."""


def call(modules: frozenset[str], hook: str, **kwargs: Any) -> list[Any]:
    """Ask the given modules; an answer of None is left out.

    Raises ``UnknownHook``, and whatever an implementation raises.
    """
    manager = _manager()
    if hook not in vars(manager.hook):
        raise UnknownHook(hook)
    caller = _caller(manager, modules, hook)
    # pluggy asks the last registered first; readers expect the lower modules first.
    answers = list(reversed(caller(**kwargs)))
    if _traced():
        asked = [implementation.plugin_name for implementation in caller.get_hookimpls()]
        log.info("Hook %s asked %s, heard %r", hook, ", ".join(asked) or "nobody", answers)
    return answers


def specified() -> dict[str, Any]:
    """Every hook by name with its spec function."""
    manager = _manager()
    return {
        name: caller.spec.function
        for name, caller in vars(manager.hook).items()
        if isinstance(caller, pluggy.HookCaller) and caller.spec
    }


@lru_cache(maxsize=1000)
def _caller(
    manager: pluggy.PluginManager, modules: frozenset[str], hook: str
) -> pluggy.HookCaller:  # fmt: skip
    """Pages ask hooks often, and studios have few combinations of modules."""
    off = [plugin for name, plugin in manager.list_name_plugin() if name not in modules]
    return manager.subset_hook_caller(hook, remove_plugins=off)


@cache
def _traced() -> bool:
    return environment.flag("TRACE_HOOKS", False)


@cache
def _manager() -> pluggy.PluginManager:
    try:
        return _filled(pluggy.PluginManager(PROJECT))
    except (pluggy.PluginValidationError, ValueError) as problem:
        raise MismatchedHook(str(problem)) from problem


def _filled(manager: pluggy.PluginManager) -> pluggy.PluginManager:
    manager.add_hookspecs(hookspecs)
    for manifest in registry.manifests():
        if manifest.hookspecs:
            manager.add_hookspecs(import_module(manifest.hookspecs))
    for manifest in registry.manifests():
        if manifest.extends:
            manager.register(import_module(manifest.extends), name=manifest.name)
    manager.check_pending()
    return manager
