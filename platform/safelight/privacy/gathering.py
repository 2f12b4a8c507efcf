"""What every package of this installation says of clients, gathered once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from safelight.kernel import registry
from safelight.kernel.privacy import Privacy


@cache
def answers() -> tuple[tuple[str, Privacy], ...]:
    """``(app label, what it says)``: modules first, upper ones before those that they rest on."""
    modules = [
        (manifest.name, import_string(manifest.privacy))
        for manifest in reversed(registry.manifests())
        if manifest.privacy
    ]
    platform = [
        (config.label, import_module(f"{config.name}.privacy").PRIVACY)
        for config in apps.get_app_configs()
        if config.name.startswith("safelight.") and config.name in settings.TENANT_APPS
        and find_spec(f"{config.name}.privacy")
    ]  # fmt: skip
    return (*modules, *platform)
