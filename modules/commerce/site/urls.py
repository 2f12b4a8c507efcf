"""``/cart/`` and ``/orders/`` of the site."""

from __future__ import annotations

from django.urls import path

from modules.commerce.site import cart, downloads, orders

app_name = "commerce_site"

_O = "orders/<str:order>/"

urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("orders/", orders.own, name="orders"),
    path(_O, orders.order, name="order"),
    path(f"{_O}open/<str:stamp>/", orders.open_by_mail, name="open"),
    path(f"{_O}items/<str:item>/download/", downloads.item, name="download"),
    path(f"{_O}archive/", downloads.archive, name="archive"),
]
