"""Deliveries: one batch of items given to the client, with one mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from modules.commerce.models.orders import Order
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Delivery(StudioRow):
    """The n-th batch of an order."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveIntegerField()
    # None: delivered by itself when a photo became FINAL.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField()
    # Set when every item is ready and the mail is in the outbox.
    finished_at = models.DateTimeField(null=True)
    before_payment = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="deliveries_count_up"),
        ]

    def __str__(self) -> str:
        return f"{self.order} / {self.number}"
