"""Reading the settings of the studio and of its modules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db.models import Exists
from django.http import HttpRequest
from django.utils import translation

from safelight.outbox import links
from safelight.site.models import Brand, SiteSettings
from tenants import limits
from tenants.context import current_studio

T = TypeVar("T")
_KEPT, _BASE, _LIMITS = "site.settings", "site.base", "site.limits"


def site_settings() -> SiteSettings:
    """The one row of this studio."""
    rows = SiteSettings.objects.select_related("logo", "logo_dark", "icon")
    row = rows.annotate(beside=Exists(Brand.objects.all())).get(pk=1)
    row.has_brands = row.beside
    return row


def language() -> str:
    """The studio's own language, for settings.STUDIO_LANGUAGE; the usual one where none is set."""
    rows = SiteSettings.objects.filter(pk=1).values_list("language", flat=True)
    return rows.first() or settings.LANGUAGE_CODE


@contextmanager
def own_language() -> Iterator[None]:
    """What is written down for the studio here is in its language, whoever's request it is."""
    with translation.override(language()):
        yield


def shown_settings(request: HttpRequest) -> SiteSettings:
    """The same row for pages to read, not to change: a process asks once for each change of it.

    ``services.settings`` tells all processes of a change after its commit.
    """
    kept: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if _KEPT not in kept:
        kept[_KEPT] = site_settings()
    return cast(SiteSettings, kept[_KEPT])


def worn_settings(request: HttpRequest) -> SiteSettings:
    """The same as this page shows them: with the face of a brand, where it wears one."""
    worn: SiteSettings | None = getattr(request, "site_settings", None)
    return worn or shown_settings(request)


def base_url(request: HttpRequest) -> str:
    """Scheme and host that every link names, whichever host was asked; once for each change."""
    kept: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if _BASE not in kept:
        kept[_BASE] = links.site(current_studio())
    return cast(str, kept[_BASE])


def shown_limits(request: HttpRequest) -> limits.Limits:
    """What the studio's plan allows; whoever sells another one tells by ``resolve.forget_all``."""
    kept: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if _LIMITS not in kept:
        kept[_LIMITS] = limits.here()
    return cast(limits.Limits, kept[_LIMITS])


def module_settings(module: str, cls: type[T]) -> T:
    """A module's settings as its frozen dataclass; what is not stored has its default."""
    return from_stored(cls, site_settings().modules.get(module, {}))


def from_stored(cls: type[T], stored: dict[str, Any]) -> T:
    """Unknown keys, left by a newer version of the module, are passed over."""
    names = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{key: value for key, value in stored.items() if key in names})
