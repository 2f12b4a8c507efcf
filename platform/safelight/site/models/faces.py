"""What clients read and see of whoever shows them something: words, colours, pictures."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.rows import StudioRow

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, #1A2B3C."))


class Face(StudioRow):
    """The name, the words and the look of a studio, or of one of its brands."""

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
    # Raised with every change, so that the stylesheet gets a new address.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
