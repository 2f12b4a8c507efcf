"""Stock: how many copies are left of a photo in a price list, and who holds some of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from modules.commerce.models.orders import Order
from modules.commerce.models.pricelists import PriceList
from tenants.rows import StudioRow


class Stock(StudioRow):
    """Copies left, shared by all rows of the list. Without a row there is no limit."""

    price_list = models.ForeignKey(
        PriceList, db_index=False, on_delete=models.CASCADE, related_name="stocks"
    )
    # None: a product, or whole galleries.
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.CASCADE, related_name="+"
    )
    left = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "photo"], nulls_distinct=False, name="one_stock_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} left"


class Hold(StudioRow):
    """Copies taken out of the stock for an order; given back by releasing it."""

    stock = models.ForeignKey(Stock, on_delete=models.CASCADE, related_name="holds")
    order = models.ForeignKey(Order, db_index=False, on_delete=models.CASCADE, related_name="holds")
    quantity = models.PositiveIntegerField()
    # None: for as long as the order lives (paid, or nobody waits for a payment provider).
    until = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "stock"], name="one_hold_an_order"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="hold_of_something"),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(released_at=None), name="holds_that_run_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.order_id}"
