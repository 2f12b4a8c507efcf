"""Reading the settings of the studio and of its modules."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from safelight.site.models import SiteSettings

T = TypeVar("T")
_KEPT = "site.settings"


def site_settings() -> SiteSettings:
    """The one row of this studio."""
    row: SiteSettings = SiteSettings.objects.select_related("logo", "logo_dark", "icon").get(pk=1)
    return row


def shown_settings(request: HttpRequest) -> SiteSettings:
    """The same row for pages to read, not to change: a process asks once for each change of it.

    ``services.settings`` tells all processes of a change after its commit.
    """
    kept: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if _KEPT not in kept:
        kept[_KEPT] = site_settings()
    return cast(SiteSettings, kept[_KEPT])


def module_settings(module: str, cls: type[T]) -> T:
    """A module's settings as its frozen dataclass; what is not stored has its default."""
    return from_stored(cls, site_settings().modules.get(module, {}))


def from_stored(cls: type[T], stored: dict[str, Any]) -> T:
    """Unknown keys, left by a newer version of the module, are passed over."""
    names = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{key: value for key, value in stored.items() if key in names})
