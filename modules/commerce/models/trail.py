"""The history of orders, and their numbers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from modules.commerce.models.orders import Order
from tenants.rows import StudioRow


class OrderEntry(StudioRow):
    """Who did what to an order, when. Written with the change, never edited."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    # None: the client, who is named by ``actor``, or the system, which has no name there.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.CharField(max_length=160)
    verb = models.CharField(max_length=30)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} by {self.actor}"


class OrderNumber(StudioRow):
    """The last number given to an order; one row, locked while the next one is taken."""

    last = models.PositiveIntegerField(default=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_order_numbers"),
        ]

    def __str__(self) -> str:
        return str(self.last)
