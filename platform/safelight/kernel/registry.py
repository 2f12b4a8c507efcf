"""The modules of this installation, read once from settings and entry points.

The set is closed after the first read: an unknown name raises ``UnknownModule``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from django.conf import settings

from safelight.kernel.manifest import Listener, Manifest, UploadPurpose

ENTRY_POINTS = "safelight.modules"


class UnknownModule(LookupError):  # noqa: N818 - reads as the reason
    """No module of this name is installed."""


@cache
def manifests() -> tuple[Manifest, ...]:
    """Every installed module's manifest, each after the modules that it requires."""
    found = {manifest.name: manifest for manifest in map(_read, _packages())}
    ordered: dict[str, Manifest] = {}

    def place(name: str, path: tuple[str, ...]) -> None:
        if name in ordered or name not in found or name in path:
            return  # A missing or circular requirement is reported by the system checks.
        for required in found[name].requires:
            place(required, (*path, name))
        ordered[name] = found[name]

    for name in found:
        place(name, ())
    return tuple(ordered.values())


def module(name: str) -> Manifest:
    for manifest in manifests():
        if manifest.name == name:
            return manifest
    raise UnknownModule(name)


def module_names() -> frozenset[str]:
    return frozenset(manifest.name for manifest in manifests())


def listeners(event_name: str) -> tuple[tuple[str, Listener], ...]:
    """``(module name, listener)`` for this event, lower modules first, then as declared."""
    return tuple(
        (manifest.name, listener)
        for manifest in manifests()
        for listener in manifest.listens
        if listener.event == event_name
    )


def upload_purpose(name: str) -> tuple[str, UploadPurpose] | None:
    """The module that takes uploads of this purpose, or None where there is none."""
    for manifest in manifests():
        for purpose in manifest.uploads:
            if purpose.name == name:
                return manifest.name, purpose
    return None


def _packages() -> list[str]:
    installed: list[str] = list(settings.INSTALLED_MODULES)
    return installed + [entry.value for entry in entry_points(group=ENTRY_POINTS)]


def _read(package: str) -> Manifest:
    manifest = import_module(f"{package}.manifest").MANIFEST
    if not isinstance(manifest, Manifest):
        raise TypeError(f"{package}.manifest.MANIFEST is not a Manifest")
    return replace(manifest, package=package)
