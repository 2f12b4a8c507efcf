"""Whether a studio has a module on, asked at every door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from safelight.kernel import registry

View = Callable[..., HttpResponseBase]


class HasModules(Protocol):
    """A studio, as far as the kernel needs to know one."""

    def switched_on(self) -> frozenset[str]: ...


def enabled_modules(studio: HasModules) -> frozenset[str]:
    """The names that are switched on and whose requirements are on as well."""
    return close(studio.switched_on())


def close(switched_on: frozenset[str]) -> frozenset[str]:
    """Drop each module that requires one which is off (manifests come requirements first)."""
    enabled: set[str] = set()
    for manifest in registry.manifests():
        if manifest.name in switched_on and enabled.issuperset(manifest.requires):
            enabled.add(manifest.name)
    return frozenset(enabled)


def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """What a closed page answers."""
    raise Http404


def gated(
    module_name: str, urls: str, closed: View = nothing_here
) -> list[URLPattern | URLResolver]:
    """The patterns of a URL conf; where the module is off, ``closed`` answers before each view."""
    return _gate(module_name, get_resolver(urls).url_patterns, closed)


def _gate(
    module_name: str, patterns: Iterable[Any], closed: View
) -> list[URLPattern | URLResolver]:
    return [_gate_one(module_name, pattern, closed) for pattern in patterns]


def _gate_one(module_name: str, pattern: Any, closed: View) -> URLPattern | URLResolver:
    if isinstance(pattern, URLResolver):
        return URLResolver(
            pattern.pattern,
            _gate(module_name, pattern.url_patterns, closed),
            pattern.default_kwargs,
            pattern.app_name,
            pattern.namespace,
        )
    return URLPattern(
        pattern.pattern,
        _closed_when_off(module_name, pattern.callback, closed),
        pattern.default_args,
        pattern.name,
    )


def _closed_when_off(module_name: str, view: View, closed: View) -> View:
    # wraps() carries csrf_exempt, and cls and initkwargs of REST framework's views.
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if module_name not in getattr(request, "modules", ()):
            return closed(request)
        return view(request, *args, **kwargs)

    door.module_name = module_name  # type: ignore[attr-defined]
    return door
