"""``/cart/``, ``/shop/``, ``/buy/``, ``/choice/``, ``/extras/`` and ``/orders/`` of the site."""

from __future__ import annotations

from django.urls import path

from modules.commerce.site import (
    account,
    address_list,
    buying,
    cart,
    checkout,
    choice,
    downloads,
    extras,
    finals,
    opening,
    orders,
    papers,
    paying,
    trying_out,
)
from modules.commerce.site.printed import together
from modules.commerce.site.printed import views as printed

app_name = "commerce_site"

_O = "orders/<str:order>/"

urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("cart/<str:line>/part/", printed.part, name="part"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("addresses/", address_list.own, name="addresses"),
    path("terms/", checkout.terms, name="terms"),
    path("shop/", buying.shop, name="shop"),
    path("buy/<str:gallery>/", buying.gallery, name="buy_gallery"),
    path("buy/<str:gallery>/prints/", together.prints_of, name="prints"),
    path("buy/<str:gallery>/<str:photo>/", buying.photo, name="buy_photo"),
    path("choice/<slug:gallery>/", choice.page, name="choice"),
    path("extras/<slug:gallery>/", extras.page, name="extras"),
    path("orders/", orders.own, name="orders"),
    path("account/downloads/", account.downloads, name="own_downloads"),
    path("account/invoices/", account.invoices, name="invoices"),
    path(_O, orders.order, name="order"),
    path(f"{_O}open/<str:stamp>/", opening.open_by_mail, name="open"),
    path(f"{_O}finals/<slug:gallery>/<str:stamp>/", finals.open_by_link, name="finals"),
    path(f"{_O}items/<str:item>/download/", downloads.item, name="download"),
    path(f"{_O}archive/", downloads.archive, name="archive"),
    path(f"{_O}documents/<str:document>/", papers.document, name="document"),
    path(f"{_O}pay/", paying.pay, name="pay"),
    path(f"{_O}pay/return/", paying.come_back, name="pay_return"),
    path(f"{_O}pay/test/<str:session>/", trying_out.page, name="pay_test"),
]
