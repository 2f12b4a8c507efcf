"""Settings of the studio's site, and of its modules."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from safelight.site.models.brands import Brand
from safelight.site.models.faces import Face


class SiteSettings(Face):
    """One row a studio. The name here is what clients read; links never depend on it."""

    language = models.CharField(max_length=10, default="en")
    # Codes of the languages that visitors may choose beside it.
    languages = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    # Entries in the studio's own order: see ``site.menu``.
    menu = models.JSONField(default=list, blank=True)
    # Settings of modules by module name; read through site.settings_of.
    modules = models.JSONField(default=dict, blank=True)

    # The brand whose face a page shows in place of the studio's: see ``site.brands``.
    worn: Brand | None = None
    # Whether there is any, as ``selectors.site_settings`` reads it beside the row.
    has_brands: bool = False

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_site_settings"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def offered(self) -> tuple[str, ...]:
        """Codes of the languages that the site speaks, the studio's own first."""
        known = dict(settings.LANGUAGES)
        wanted = dict.fromkeys([self.language, *self.languages])
        return tuple(code for code in wanted if code in known) or (settings.LANGUAGE_CODE,)
