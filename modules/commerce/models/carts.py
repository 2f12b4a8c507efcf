"""Carts: what a visitor means to order."""

from __future__ import annotations

from django.db import models

from safelight.kernel import public_id
from tenants.rows import StudioRow


class Cart(StudioRow):
    """One a visitor; survives days, and is merged into the person's on sign-in."""

    visitor = models.OneToOneField("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    # What the form on the cart's page sends, whichever tab it is in; new with each order.
    placement_key = models.CharField(max_length=22, default=public_id.new)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Cart of {self.visitor_id}"


class CartItem(StudioRow):
    """A photo to be ordered from a gallery, with what the client wants done to it."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="items")
    gallery = models.ForeignKey("gallery.Gallery", on_delete=models.CASCADE, related_name="+")
    photo = models.ForeignKey("gallery.Photo", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "photo"], name="a_photo_once_a_cart"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in {self.cart_id}"
