"""Brands: other names and looks under which the same studio shows galleries."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from safelight.kernel import public_id
from safelight.site.models.faces import Face


class Brand(Face):
    """One more face of the studio. Galleries choose it; their orders and mails wear it, too."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # Where its name leads; empty is the first page of the studio's site.
    website = models.URLField(max_length=500, blank=True)
    # Whether its pages have the menu of the studio's site, with what that is about.
    shows_menu = models.BooleanField(default=True)

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="brands_can_be_told_apart"),
        ]

    def __str__(self) -> str:
        return self.name
