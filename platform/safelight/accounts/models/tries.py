"""Counts of tries, for when Redis is away (``accounts.throttle``)."""

from __future__ import annotations

from django.db import models

from tenants.rows import StudioRow


class TryCounting(models.Model):
    """How often something was tried until ``until``. ``key`` is a digest, never an address."""

    key = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.tries} until {self.until:%H:%M}"


class TryCount(StudioRow, TryCounting):
    """Tries on a studio's host."""

    class Meta:
        base_manager_name = "objects"
