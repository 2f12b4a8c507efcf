"""Parcels of labs: what is in each, and how to follow it.

One parcel of an order, as it was quoted, may leave a lab in several; each is a shipment.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from modules.commerce.models.items import OrderItem
from modules.commerce.models.lines import Parcel
from modules.commerce.models.orders import Order
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Shipment(StudioRow):
    """On its way since ``sent_at``. ``reference`` is unique in its order: told twice, kept once."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(
        Order, db_index=False, on_delete=models.CASCADE, related_name="shipments"
    )
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.CharField(max_length=120)
    carrier = models.CharField(max_length=80, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    tracking_url = models.URLField(max_length=500, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "reference"], name="a_shipment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking}".strip() or self.public_id


class Shipped(StudioRow):
    """Copies of an item in a shipment."""

    shipment = models.ForeignKey(
        Shipment, db_index=False, on_delete=models.CASCADE, related_name="contents"
    )
    item = models.ForeignKey(OrderItem, on_delete=models.CASCADE, related_name="shipped_in")
    copies = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "item"], name="an_item_once_a_shipment"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="shipped_some"),
        ]

    def __str__(self) -> str:
        return f"{self.copies} × {self.item_id}"
