"""Public galleries: who was told of finals, who came by that mail, and what orders they take."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from modules.commerce.models.orders import Order
from safelight.kernel import public_id
from tenants.rows import StudioRow


class TransferNotice(StudioRow):
    """That the client of an order was told of its finals: one mail for each order and gallery."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="transfer_notices")
    gallery = models.ForeignKey("gallery.Gallery", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "gallery"], name="told_once_of_finals"),
        ]

    def __str__(self) -> str:
        return f"{self.order} of {self.gallery_id}"


class TransferVisit(StudioRow):
    """That a visitor has opened the personal link of an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="transfer_visits")
    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visitor", "order"], name="one_visit_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} by {self.order}"


class OrderingTerms(StudioRow):
    """What a gallery asks of an order with anything of it, on top of what the studio asks."""

    gallery = models.OneToOneField("gallery.Gallery", on_delete=models.CASCADE, related_name="+")
    # In whole units of the currency, before shipping, as in the studio's own settings.
    minimum_order = models.PositiveIntegerField(default=0)
    refuse_zero_orders = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Terms of {self.gallery_id}"
