"""Coupons with a code, and discounts that come by themselves with the quantity."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules.commerce.models.orders import Order
from modules.commerce.models.pricelists import PriceList
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Coupon(StudioRow):
    """A code and what it takes off; code, kind and value never change after saving.

    An automatic one needs no typing: where no other is used, the best of them is.
    """

    class Kind(models.TextChoices):
        PERCENT = "percent", _("Percent")
        AMOUNT = "amount", _("Amount")
        SHIPPING = "shipping", _("Free shipping")
        TAX = "tax", _("No tax")
        BUNDLE = "bundle", _("Some copies free")

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    # Upper case, without spaces; compared so.
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    amount = models.BigIntegerField(null=True)  # Minor units.
    # Of a bundle: for so many copies that are paid, so many are free.
    buys = models.PositiveIntegerField(null=True)
    gets = models.PositiveIntegerField(null=True)
    is_automatic = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    # Minor units that the goods it may be used for must come to.
    minimum = models.BigIntegerField(default=0)
    most_uses = models.PositiveIntegerField(null=True)
    once_a_client = models.BooleanField(default=False)
    # Empty: usable everywhere. Otherwise only for lines of these lists or galleries.
    price_lists = models.ManyToManyField(PriceList, blank=True, related_name="+")
    galleries = models.ManyToManyField("gallery.Gallery", blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                # A comparison with NULL is no refusal, so what has to be there is asked for.
                condition=Q(buys=None, gets=None)
                & (
                    Q(
                        kind="percent",
                        percent__isnull=False,
                        percent__gt=0,
                        percent__lte=100,
                        amount=None,
                    )
                    | Q(kind="amount", amount__isnull=False, amount__gt=0, percent=None)
                    # Not by ``__in``: a copied schema writes such a check down in other words.
                    | Q(amount=None, percent=None) & (Q(kind="shipping") | Q(kind="tax"))
                )
                | Q(
                    kind="bundle",
                    buys__isnull=False,
                    buys__gte=1,
                    gets__isnull=False,
                    gets__gte=1,
                    amount=None,
                    percent=None,
                ),
                name="coupon_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="coupon_minimum"),
        ]

    def __str__(self) -> str:
        return self.code


class CouponUse(StudioRow):
    """That an order used a coupon; cancelling the order gives the use back."""

    coupon = models.ForeignKey(
        Coupon, db_index=False, on_delete=models.PROTECT, related_name="uses"
    )
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="coupon_use")
    # Lower case: who the client is where once a client is asked for.
    email = models.EmailField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["coupon", "email"], name="uses_of_a_client")]

    def __str__(self) -> str:
        return f"{self.coupon_id} in {self.order_id}"


class QuantityDiscount(StudioRow):
    """So many of a list, so much off each of them; applied without a code."""

    price_list = models.ForeignKey(
        PriceList, db_index=False, on_delete=models.CASCADE, related_name="discounts"
    )
    # Copies of lines of this list together, from which the percentage holds.
    threshold = models.PositiveIntegerField()
    percent = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        ordering = ["price_list", "threshold"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "threshold"], name="one_step_each"),
            models.CheckConstraint(
                condition=Q(threshold__gte=2, percent__gt=0, percent__lte=100), name="step_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.threshold}: {self.percent.normalize():f} %"
