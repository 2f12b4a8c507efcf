"""Shipping profiles: a carrier's option and what it costs by tier and territory.

Items of an order are packed by the profile that the client chose for each; a parcel costs the
price of its item with the highest tier, once, whatever the quantity.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safelight.kernel import public_id
from tenants.rows import StudioRow


class ShippingTier(StudioRow):
    """A size class of goods, which clients never see; the highest priority sets the price."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=60)
    priority = models.PositiveIntegerField(unique=True)

    class Meta:
        ordering = ["priority"]

    def __str__(self) -> str:
        return self.name


class Territory(StudioRow):
    """Countries (ISO 3166-1 alpha-2) that share shipping prices."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=60)
    countries = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ShippingProfile(StudioRow):
    """One way for goods to reach the client."""

    class Kind(models.TextChoices):
        SHIP = "ship", pgettext_lazy("way of goods", "Shipped")
        PICK_UP = "pick-up", _("Picked up at the studio")
        # What a lab charges is asked by the module above; prices here hold while it is away.
        LAB = "lab", _("Sent by the lab")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.SHIP)
    # What the client reads: when it comes, or where and when to pick it up.
    instructions = models.TextField(blank=True)
    # None: the studio's usual one.
    tax_profile = models.ForeignKey(
        "commerce.TaxProfile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class ShippingPrice(StudioRow):
    """What a parcel of this tier costs to this territory; minor units."""

    profile = models.ForeignKey(
        ShippingProfile, db_index=False, on_delete=models.CASCADE, related_name="prices"
    )
    tier = models.ForeignKey(ShippingTier, on_delete=models.CASCADE, related_name="+")
    # None: Default, every country without a price of its own.
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "tier", "territory"],
                nulls_distinct=False,
                name="one_shipping_price_each",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="shipping_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}/{self.tier_id}/{self.territory_id}: {self.amount}"
