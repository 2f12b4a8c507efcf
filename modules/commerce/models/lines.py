"""What was bought, and at what price: the money of an order, frozen when it is placed.

A line is money, an item (``items.py``) is something to be handed over: a whole gallery is one line
with an item for each of its files.

All amounts are minor units of the order's currency. ``amount`` is quantity times unit price;
``discount`` is taken off it; ``tax`` is part of what remains where the order's prices include tax,
and comes on top of it where they do not.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from modules.commerce.models.orders import Order
from modules.commerce.models.pricelists import PriceList, PriceRow
from modules.commerce.models.shipping import ShippingProfile
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Taxed(StudioRow):
    """An amount with what was taken off it and the tax in or on it."""

    amount = models.BigIntegerField(default=0)
    discount = models.BigIntegerField(default=0)
    # [{"name": …, "code": …, "amount": …}], summing to ``discount``.
    discounts = models.JSONField(default=list)
    tax = models.BigIntegerField(default=0)
    # [{"name": "VAT", "percent": "19.0000", "amount": …}], summing to ``tax``.
    taxes = models.JSONField(default=list)

    order: Order

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def net(self) -> int:
        left = self.amount - self.discount
        return left - self.tax if self.order.prices_include_tax else left

    @property
    def gross(self) -> int:
        """What the client pays for it."""
        return self.net + self.tax


class Parcel(Taxed):
    """Goods of an order that travel together, by the profile that the client chose."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    profile = models.ForeignKey(
        ShippingProfile, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # As they were when ordered.
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=ShippingProfile.Kind.choices)
    tier = models.CharField(max_length=60, blank=True)
    instructions = models.TextField(blank=True)
    carrier = models.CharField(max_length=80, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    tracking_url = models.URLField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, discount__gte=0, discount__lte=F("amount"), tax__gte=0),
                name="parcel_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrderLine(Taxed):
    """One thing that was bought."""

    class Kind(models.TextChoices):
        RETOUCH = "retouch", _("Free order")
        DOWNLOAD = "download", _("Download")
        PRINT = "print", _("Print")
        GALLERY = "gallery", _("Whole gallery")
        PRODUCT = "product", _("Product or service")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    price_list = models.ForeignKey(
        PriceList, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    row = models.ForeignKey(PriceRow, null=True, on_delete=models.SET_NULL, related_name="+")
    gallery = models.ForeignKey(
        "gallery.Gallery", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.PROTECT, related_name="lines")
    # As they were when ordered: the photo's file name, or the gallery's or product's; the row's.
    name = models.CharField(max_length=255)
    description = models.CharField(max_length=200, blank=True)
    # [{"option": "Paper", "choice": "Matte", "extra": 200}]
    choices = models.JSONField(default=list)
    note = models.TextField(blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit_price = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    amount=F("unit_price") * F("quantity"),
                    unit_price__gte=0,
                    quantity__gte=1,
                    discount__gte=0,
                    discount__lte=F("amount"),
                    tax__gte=0,
                ),
                name="line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.name
