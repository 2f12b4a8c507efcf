"""What was bought, and at what price: the money of an order, frozen when it is placed.

A line is money, an item (``items.py``) is something to be handed over: a whole gallery is one line
with an item for each of its files.

All amounts are minor units of the order's currency. ``amount`` is quantity times unit price;
``discount`` is taken off it; ``tax`` is part of what remains where the order's prices include tax,
and comes on top of it where they do not.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules.commerce.models.orders import Order
from modules.commerce.models.pricelists import PriceList, PriceRow
from modules.commerce.models.shipping import ShippingProfile
from modules.commerce.money import refunding
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Taxed(StudioRow):
    """An amount with what was taken off it and the tax in or on it.

    The fields are as they were ordered; ``net``, ``gross`` and ``kept_taxes`` are of what was not
    left out before it was paid.
    """

    amount = models.BigIntegerField(default=0)
    discount = models.BigIntegerField(default=0)
    # [{"name": …, "code": …, "amount": …}], summing to ``discount``.
    discounts = models.JSONField(default=list)
    tax = models.BigIntegerField(default=0)
    # [{"name": "VAT", "percent": "19.0000", "amount": …}], summing to ``tax``.
    taxes = models.JSONField(default=list)
    # What the client need not pay of it any more: its copies were left out before.
    taken_off = models.BigIntegerField(default=0)

    order: Order

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def ordered_gross(self) -> int:
        """What the client was to pay for all of it."""
        left = self.amount - self.discount
        return left if self.order.prices_include_tax else left + self.tax

    @property
    def gross(self) -> int:
        """What the client pays for it."""
        return self.ordered_gross - self.taken_off

    @property
    def net(self) -> int:
        return self.gross - self.kept_tax

    @property
    def kept_tax(self) -> int:
        """The tax of what the client pays for it."""
        return sum(int(tax["amount"]) for tax in self.kept_taxes)

    @property
    def kept_taxes(self) -> list[dict[str, Any]]:
        """As ``taxes``, without what was taken off (``money.refunding.shares``)."""
        if not self.taken_off:
            return list(self.taxes)
        amounts = [int(tax["amount"]) for tax in self.taxes]
        parts = [self.ordered_gross - self.tax, *amounts]
        off = refunding.shares(parts, before=0, amount=self.taken_off)[1:]
        return [
            {**tax, "amount": amount - less}
            for tax, amount, less in zip(self.taxes, amounts, off, strict=True)
        ]


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
            models.CheckConstraint(
                condition=Q(
                    taken_off__gte=0, taken_off__lte=F("amount") - F("discount") + F("tax")
                ),
                name="parcel_takes_off_what_it_has",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrderLine(Taxed):
    """One thing that was bought."""

    class Kind(models.TextChoices):
        RETOUCH = "retouch", _("Free order")
        DOWNLOAD = "download", pgettext_lazy("noun", "Download")
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
    # [{"option": "Paper", "choice": "Matte", "extra": 200, "id": …}]
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
            models.CheckConstraint(
                condition=Q(
                    taken_off__gte=0, taken_off__lte=F("amount") - F("discount") + F("tax")
                ),
                name="line_takes_off_what_it_has",
            ),
        ]

    def __str__(self) -> str:
        return self.name
