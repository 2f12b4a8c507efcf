"""URL patterns of all modules for one area, built from the manifests and gated."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLResolver, include, path

from safelight.kernel import registry
from safelight.kernel.gate import View, gated, nothing_here
from safelight.kernel.manifest import Manifest, Mount


def workspace() -> list[URLResolver]:
    return [_mounted(m, m.workspace) for m in registry.manifests() if m.workspace]


def site() -> list[URLResolver]:
    return [_mounted(m, m.site) for m in registry.manifests() if m.site]


def api(closed: View) -> list[URLResolver]:
    """``closed`` answers for modules that are off, in the API's own shape."""
    return [_mounted(m, mount, closed) for m in registry.manifests() for mount in m.api]


def _mounted(manifest: Manifest, mount: Mount, closed: View = nothing_here) -> URLResolver:
    namespace: str = import_module(mount.urls).app_name
    return path(mount.prefix, include((gated(manifest.name, mount.urls, closed), namespace)))
