"""Carts: what a visitor means to order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from modules.commerce.models.pricelists import PriceList, PriceRow
from modules.commerce.models.shipping import ShippingProfile
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Cart(StudioRow):
    """One a visitor; survives days, and is merged into the person's on sign-in."""

    visitor = models.OneToOneField("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    # Who orders, as far as somebody without an account has said so in the checkout.
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    # The coupon's code as typed, upper case; whether it holds is asked at every look.
    coupon = models.CharField(max_length=40, blank=True)
    # What the checkout has been told so far: addresses (fields of ``addresses.Address``).
    billing_address = models.JSONField(default=dict)
    shipping_address = models.JSONField(default=dict)
    # What the form on the cart's page sends, whichever tab it is in; new with each order.
    placement_key = models.CharField(max_length=22, default=public_id.new)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Cart of {self.visitor_id}"


class CartItem(StudioRow):
    """A photo, a whole gallery or a product to be ordered, with what the client wants done to it.

    Without a row it is a photo that its gallery lets this client order for nothing.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="items")
    # None: a product from the shop's page.
    gallery = models.ForeignKey(
        "gallery.Gallery", null=True, on_delete=models.CASCADE, related_name="+"
    )
    photo = models.ForeignKey(
        "gallery.Photo", null=True, on_delete=models.CASCADE, related_name="+"
    )
    row = models.ForeignKey(PriceRow, null=True, on_delete=models.CASCADE, related_name="+")
    # Public ids of choices, sorted: the same things chosen twice are one line.
    choices = models.JSONField(default=list)
    quantity = models.PositiveIntegerField(default=1)
    # How it is to reach the client, where the client can choose.
    shipping_profile = models.ForeignKey(
        ShippingProfile, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The unit price that the client has seen, so that a change is shown before paying.
    seen_price = models.BigIntegerField(default=0)
    note = models.TextField(blank=True)
    # Of a print: which part of the photo is on the paper (``framing.Framing``); empty for all.
    framing = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "photo"], condition=Q(row=None), name="a_photo_once_a_cart"
            ),
            models.UniqueConstraint(
                fields=["cart", "row", "photo", "gallery", "choices"],
                condition=Q(row__isnull=False),
                nulls_distinct=False,
                name="the_same_line_once_a_cart",
            ),
            models.CheckConstraint(
                condition=Q(row__isnull=False) | Q(photo__isnull=False, gallery__isnull=False),
                name="cart_line_of_something",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="cart_line_of_some"),
        ]

    @property
    def name(self) -> str:
        """What the client knows it by: the photo's file name, or the gallery's or product's."""
        if self.photo is not None:
            return self.photo.name
        if self.row is not None and self.row.price_list.kind == PriceList.Kind.GALLERY:
            return str(self.gallery)
        return str(self.row and self.row.price_list)

    @property
    def photo_public_id(self) -> str:
        return self.photo.public_id if self.photo is not None else ""

    @property
    def pair(self) -> tuple[int, int]:
        """(gallery id, photo id) as galleries are asked; 0 for neither."""
        return self.gallery_id or 0, self.photo_id or 0

    def __str__(self) -> str:
        return f"{self.photo_id or self.gallery_id or self.row_id} in {self.cart_id}"
