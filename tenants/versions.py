"""The version of a studio's schema that this code works with."""

from __future__ import annotations

import hashlib
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader


@cache
def code_version() -> str:
    """A digest of the names of all migrations of studio apps, newest and oldest alike."""
    loader = MigrationLoader(None)
    labels = studio_labels()
    names = sorted(f"{app}.{name}" for app, name in loader.disk_migrations if app in labels)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:40]


def studio_labels() -> frozenset[str]:
    """App labels whose tables lie in studios' schemas."""
    return _labels(settings.TENANT_APPS)


def shared_labels() -> frozenset[str]:
    """App labels whose tables lie in the public schema."""
    return _labels(settings.SHARED_APPS)


def _labels(names: list[str]) -> frozenset[str]:
    return frozenset(config.label for config in apps.get_app_configs() if config.name in names)
