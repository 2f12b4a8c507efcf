"""That a client said they pay an order outside Safelight: by transfer, in cash, on the invoice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from modules.commerce.models.orders import Order
from tenants.rows import StudioRow


class PaymentPromise(StudioRow):
    """It makes the order's payment ``pending`` until money comes or the promise ends."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="promises")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(ended_at=None), name="one_promise_an_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} at {self.at}"
