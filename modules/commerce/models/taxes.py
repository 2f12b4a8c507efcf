"""Tax profiles: which rates hold where the goods go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from safelight.kernel import public_id
from tenants.rows import StudioRow


class TaxProfile(StudioRow):
    """Rates by destination. Nothing is taxed where no rate of it fits."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80)
    # The one of lists and shipping that name none.
    is_usual = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_usual"], condition=Q(is_usual=True), name="one_usual_tax_profile"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TaxRate(StudioRow):
    """A percentage for a country, or for one region of it."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    profile = models.ForeignKey(
        TaxProfile, db_index=False, on_delete=models.CASCADE, related_name="rates"
    )
    # As on the invoice: VAT, GST, PST.
    name = models.CharField(max_length=40)
    # ISO 3166-1 alpha-2, and the region as in addresses (empty: the whole country).
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=40, blank=True)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    # A region's rate is added to its country's, or stands instead of it.
    adds_to_country = models.BooleanField(default=True)

    class Meta:
        ordering = ["country", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "country", "region"], name="one_rate_a_place"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="rate_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent.normalize():f} %"
