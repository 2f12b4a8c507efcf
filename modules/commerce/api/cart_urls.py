"""``/api/v1/cart/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import cart, cart_lines

app_name = "commerce_cart_api"

urlpatterns = [
    path("", cart.CartView.as_view(), name="cart"),
    path("items/<str:photo>/", cart.CartItemView.as_view(), name="item"),
    path("lines/", cart_lines.CartLinesView.as_view(), name="lines"),
    path("lines/<str:line>/", cart_lines.CartLineView.as_view(), name="line"),
    path("coupon/", cart_lines.CartCouponView.as_view(), name="coupon"),
    path("addresses/", cart_lines.CartAddressesView.as_view(), name="addresses"),
]
