"""That the team turned the downloads of an order off."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from modules.commerce.models.orders import Order
from tenants.rows import StudioRow


class Withdrawal(StudioRow):
    """While there is one that has not ended, nothing of the order can be fetched."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="withdrawals")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(ended_at=None), name="one_withdrawal_an_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} since {self.at}"
