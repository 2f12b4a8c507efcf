"""Reading the settings of the studio and of its modules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Exists
from django.http import HttpRequest
from django.utils import translation

from safelight.outbox import links
from safelight.site.models import Brand, SiteSettings
from tenants import limits
from tenants.context import current_studio
from tenants.keeping import kept

T = TypeVar("T")


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
    return kept(request, "site.settings", site_settings)


def worn_settings(request: HttpRequest) -> SiteSettings:
    """The same as this page shows them: with the face of a brand, where it wears one."""
    worn: SiteSettings | None = getattr(request, "site_settings", None)
    return worn or shown_settings(request)


def wear(request: HttpRequest, worn: SiteSettings) -> None:
    """Show what follows on this page with these settings, which are never saved."""
    request.site_settings = worn  # type: ignore[attr-defined]


def base_url(request: HttpRequest) -> str:
    """Scheme and host that every link names, whichever host was asked; once for each change."""
    return kept(request, "site.base", lambda: links.site(current_studio()))


def shown_limits(request: HttpRequest) -> limits.Limits:
    """What the studio's plan allows; whoever sells another one tells by ``resolve.forget_all``."""
    return kept(request, "site.limits", limits.here)


def module_settings(module: str, cls: type[T]) -> T:
    """A module's settings as its frozen dataclass; what is not stored has its default."""
    return from_stored(cls, site_settings().modules.get(module, {}))


def from_stored(cls: type[T], stored: dict[str, Any]) -> T:
    """Unknown keys, left by a newer version of the module, are passed over."""
    names = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{key: value for key, value in stored.items() if key in names})
