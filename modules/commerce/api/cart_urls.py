"""``/api/v1/cart/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import cart

app_name = "commerce_cart_api"

urlpatterns = [
    path("", cart.CartView.as_view(), name="cart"),
    path("items/<str:photo>/", cart.CartItemView.as_view(), name="item"),
]
