"""Settings of the studio's site, and of its modules."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.rows import StudioRow

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, #1A2B3C."))


class SiteSettings(StudioRow):
    """One row a studio. The name here is what clients read; links never depend on it."""

    class Scheme(models.TextChoices):
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")
        AUTO = "auto", _("As the visitor's device")

    class Corners(models.TextChoices):
        SQUARE = "square", _("Square")
        SOFT = "soft", _("Slightly rounded")
        ROUND = "round", _("Round")

    class Spacing(models.TextChoices):
        CLOSE = "close", pgettext_lazy("spacing", "Close")
        CALM = "calm", _("Calm")
        WIDE = "wide", pgettext_lazy("spacing", "Wide")

    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    # Codes of the languages that visitors may choose beside it.
    languages = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    # Under every page and every mail, such as a postal address.
    footer = models.TextField(max_length=500, blank=True)
    scheme = models.CharField(max_length=5, choices=Scheme.choices, default=Scheme.AUTO)
    accent = models.CharField(max_length=7, default="#7A4B2A", validators=[colour])
    # Tint of the background and colour of the text; empty is the usual one.
    paper = models.CharField(max_length=7, blank=True, validators=[colour])
    ink = models.CharField(max_length=7, blank=True, validators=[colour])
    typefaces = models.CharField(max_length=20, default="gallery")
    corners = models.CharField(max_length=6, choices=Corners.choices, default=Corners.SOFT)
    spacing = models.CharField(max_length=5, choices=Spacing.choices, default=Spacing.CALM)
    logo = models.ForeignKey(
        "site.SitePicture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # For dark pages, where the other one could not be seen.
    logo_dark = models.ForeignKey(
        "site.SitePicture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    icon = models.ForeignKey(
        "site.SitePicture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Entries in the studio's own order: see ``site.menu``.
    menu = models.JSONField(default=list, blank=True)
    # Settings of modules by module name; read through site.settings_of.
    modules = models.JSONField(default=dict, blank=True)
    # Raised with every change, so that the studio's stylesheet gets a new address.
    revision = models.PositiveIntegerField(default=1)

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
