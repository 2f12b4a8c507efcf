"""Installing a module for the length of a test.

The modules of an installation are read once: whatever keeps what it read is made to read anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, reload

from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches

from safelight.api import root
from safelight.jobs import registry as kinds
from safelight.kernel import hooks, registry, takeouts
from safelight.outbox import kinds as mail_kinds
from safelight.outbox import publishing
from safelight.privacy import gathering

_KEPT = (
    registry.manifests,
    hooks._manager,
    kinds._load,
    publishing._declare_events,
    root._whole_schema,
    root._schema,
    takeouts.takeouts,
    takeouts.sheets,
    gathering.answers,
    mail_kinds._by_name,
    mail_kinds._load,
)
_URLS = ("safelight.api.urls", "safelight.urls_studio")


@contextmanager
def installed(package: str) -> Iterator[None]:
    """The package is a module of the installation; studios still have to switch it on."""
    modules = [*settings.INSTALLED_MODULES, package]
    with override_settings(INSTALLED_MODULES=modules):
        _read_anew()
        yield
        _forget_kinds(package)
    _read_anew()


@contextmanager
def uninstalled(package: str) -> Iterator[None]:
    """Inside ``installed``: the package is taken out again for the block."""
    left = [path for path in settings.INSTALLED_MODULES if path != package]
    with override_settings(INSTALLED_MODULES=left):
        _forget_kinds(package)
        _read_anew()
        yield
    _read_anew()


def _read_anew() -> None:
    for kept in _KEPT:
        kept.cache_clear()
    clear_url_caches()
    for path in _URLS:
        reload(import_module(path))
    clear_url_caches()


def _forget_kinds(package: str) -> None:
    for kind, spec in list(kinds._specs.items()):
        if spec.handler.__module__.startswith(f"{package}."):
            # Its next import registers it again.
            sys.modules.pop(spec.handler.__module__, None)
            del kinds._specs[kind]
