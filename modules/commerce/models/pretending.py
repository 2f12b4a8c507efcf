"""What a provider of payments would keep on its own machines, for payments that are only tried."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tenants.rows import StudioRow


class PretendedPayment(StudioRow):
    """A session at the test provider. Nothing of ours but the provider itself reads it."""

    class State(models.TextChoices):
        OPEN = "open"
        # Becomes paid by itself at ``settles_at``.
        ON_ITS_WAY = "on_its_way"
        PAID = "paid"
        DECLINED = "declined"
        EXPIRED = "expired"

    session = models.CharField(max_length=120, unique=True)
    # What was asked for: minor units, ISO 4217 code, and public ids of ours.
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    order = models.CharField(max_length=22)
    payment = models.CharField(max_length=22)
    return_path = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    settles_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    # {key of the refund: amount}
    refunds = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pretended_something"),
            models.CheckConstraint(
                condition=~Q(state="on_its_way") | Q(settles_at__isnull=False),
                name="what_is_on_its_way_arrives",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} ({self.state})"
