"""Finished files of prints, and when labs fetched them."""

from __future__ import annotations

from django.db import models

from modules.commerce.models import OrderItem
from safelight.kernel import public_id
from tenants.rows import StudioRow


class PrintFile(StudioRow):
    """A finished file for one item: exact pixels, profile and crop. Made anew when any of what it
    was made from changes (``digest``).
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    item = models.ForeignKey(OrderItem, db_index=False, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    # What the digest is of, beside area and pixels (``services/printing/recipes.py``).
    recipe = models.JSONField(default=dict)
    area = models.CharField(max_length=60, default="default")
    key = models.CharField(max_length=200, blank=True)
    md5 = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=255, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    # By its links: how often from the beginning, and when last.
    fetches = models.PositiveIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="a_print_file_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_made(self) -> bool:
        return self.made_at is not None
