"""System checks over all manifests; each has an id and a hint."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from safelight.kernel import events, hooks, permissions, registry
from safelight.kernel.manifest import Manifest


@register()
def check_manifests(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    names = [manifest.name for manifest in registry.manifests()]
    found: list[CheckMessage] = [*_names(names)]
    for place, manifest in enumerate(registry.manifests()):
        found += [*_requirements(manifest, names), *_circles(manifest, names[place:])]
        found += [*_paths(manifest), *_prefixes(manifest), *_permissions(manifest)]
        found += [*_settings(manifest)]
    if any(problem.id == "kernel.E003" for problem in found):
        return found  # What follows imports those paths.
    for manifest in registry.manifests():
        found += [*_listeners(manifest)]
    return [*found, *_hooks()]


def _names(names: list[str]) -> Iterator[CheckMessage]:
    if len(registry._packages()) != len(names):
        yield Error(
            "Two modules share a name.",
            hint="Give each module in INSTALLED_MODULES its own name.",
            id="kernel.E001",
        )


def _circles(manifest: Manifest, not_before: list[str]) -> Iterator[CheckMessage]:
    """The registry puts a module after what it requires, unless that goes round in a circle."""
    for required in manifest.requires:
        if required in not_before:
            yield Error(
                f"Module {manifest.name} requires {required}, which requires it in turn.",
                hint="Let requirements point one way.",
                id="kernel.E007",
            )


def _requirements(manifest: Manifest, names: list[str]) -> Iterator[CheckMessage]:
    for required in manifest.requires:
        if required not in names:
            yield Error(
                f"Module {manifest.name} requires {required}, which is not installed.",
                hint="Add it to INSTALLED_MODULES or drop the requirement.",
                id="kernel.E002",
            )


_OBJECTS = (
    "needs_you", "first_steps", "site_home", "site_parts", "settings", "on_enable", "takeout",
    "privacy",
)  # fmt: skip


def dotted_paths(manifest: Manifest) -> Iterator[tuple[str, str, bool]]:
    """``(field, path, is a module)`` for everything that the manifest names by path."""
    mounts = [m for m in (manifest.workspace, manifest.site, *manifest.api) if m]
    yield from (("urls", mount.urls, True) for mount in mounts)
    yield from (("jobs", path, True) for path in manifest.jobs)
    for name in ("publishes", "hookspecs", "extends", "mails"):
        if path := getattr(manifest, name):
            yield name, path, True
    for name in _OBJECTS:
        if path := getattr(manifest, name):
            yield name, path, False
    yield from (("listens", listener.path, False) for listener in manifest.listens)
    for purpose in manifest.uploads:
        yield "uploads", purpose.path, False
        if purpose.begins:
            yield "uploads", purpose.begins, False
    yield from (("badge", item.badge, False) for item in manifest.navigation if item.badge)


def _paths(manifest: Manifest) -> Iterator[CheckMessage]:
    for name, path, is_module in dotted_paths(manifest):
        try:
            _ = import_module(path) if is_module else import_string(path)
        except ImportError as problem:
            yield Error(
                f"Module {manifest.name}: {name} names {path}, which does not import: {problem}",
                hint="Correct the dotted path in the manifest.",
                id="kernel.E003",
            )


def _prefixes(manifest: Manifest) -> Iterator[CheckMessage]:
    codes = [p.code for p in manifest.permissions] + [s.kind for s in manifest.schedule]
    codes += [purpose.name for purpose in manifest.uploads]
    for code in codes:
        if not code.startswith(f"{manifest.name}."):
            yield Error(
                f"Module {manifest.name} declares {code}, which lies outside its name.",
                hint=f"Begin it with “{manifest.name}.”.",
                id="kernel.E004",
            )


def _permissions(manifest: Manifest) -> Iterator[CheckMessage]:
    declared = {permission.code for permission in permissions.all_permissions()}
    asked = {item.permission for item in manifest.navigation}
    asked |= {purpose.permission for purpose in manifest.uploads}
    for code in sorted(asked - declared - {None}, key=str):
        yield Error(
            f"Module {manifest.name} asks for the permission {code}, which nobody declares.",
            hint="Declare it in the manifest's permissions, or correct its code.",
            id="kernel.E008",
        )


def _settings(manifest: Manifest) -> Iterator[CheckMessage]:
    if not manifest.settings:
        return
    try:
        cls = import_string(manifest.settings)
    except ImportError:
        return  # Reported by _paths.
    params = getattr(cls, "__dataclass_params__", None)
    missing = dataclasses.MISSING
    if (
        params is None
        or not params.frozen
        or any(
            f.default is missing and f.default_factory is missing for f in dataclasses.fields(cls)
        )
    ):
        yield Error(
            f"Module {manifest.name}: settings should be a frozen dataclass with defaults.",
            hint="Decorate the class with @dataclass(frozen=True), and default every field.",
            id="kernel.E005",
        )


def _listeners(manifest: Manifest) -> Iterator[CheckMessage]:
    for other in registry.manifests():
        if other.publishes:
            import_module(other.publishes)
    for listener in manifest.listens:
        if listener.event not in events.declared():
            yield Error(
                f"Module {manifest.name} listens to {listener.event}, which nobody declares.",
                hint="Name an event class of an events.py, such as gallery.PhotoReplaced.",
                id="kernel.E006",
            )


def _hooks() -> Iterator[CheckMessage]:
    try:
        hooks.specified()
    except hooks.MismatchedHook as problem:
        yield Error(
            str(problem),
            hint="Name the function and its arguments as its spec does (docs/hooks-and-events.md).",
            id="kernel.E009",
        )
