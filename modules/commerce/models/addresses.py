"""Postal addresses that a client keeps for the next order."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Address(StudioRow):
    """Fields as in the address data of Chromium's library: which are needed depends on country."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=240)  # Lines end with a newline.
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2.
    phone = models.CharField(max_length=40, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"
