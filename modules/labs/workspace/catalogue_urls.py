"""Pages about accounts with labs and what they make; included by ``workspace.urls``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.labs.workspace.views import (
    accounts,
    alerts,
    list_cards,
    list_lab,
    products,
    selling,
    ways,
)
from safelight.kernel import public_id

_ID = public_id.PATTERN
_A = rf"^accounts/(?P<account>{_ID})/"
_L = rf"^lists/(?P<price_list>{_ID})/"
_C = rf"^changes/(?P<alert>{_ID})/"

urlpatterns = [
    path("", accounts.home, name="home"),
    path("accounts/", accounts.show_all, name="accounts"),
    path("accounts/new/", accounts.choose, name="account_choose"),
    path("accounts/new/<slug:name>/", accounts.new, name="account_new"),
    re_path(rf"{_A}$", accounts.show, name="account"),
    re_path(rf"{_A}change/$", accounts.change, name="account_change"),
    re_path(rf"{_A}disconnect/$", accounts.disconnect, name="account_disconnect"),
    re_path(rf"{_A}ways/$", ways.change, name="ways"),
    re_path(rf"{_A}ways/ask/$", ways.ask, name="ways_ask"),
    re_path(rf"{_A}ways/new/$", ways.add, name="way_add"),
    re_path(rf"{_A}products/$", products.show_all, name="products"),
    re_path(rf"{_A}products/fetch/$", products.fetch, name="products_fetch"),
    re_path(rf"{_A}products/progress/$", products.progress, name="products_progress"),
    re_path(rf"{_A}products/sell/$", selling.sell, name="products_sell"),
    re_path(rf"^products/(?P<product>{_ID})/$", products.show, name="product"),
    re_path(rf"{_L}$", list_lab.edit, name="list_lab"),
    re_path(rf"{_L}pictures/$", list_cards.edit, name="list_cards"),
    re_path(rf"{_L}prices/$", selling.prices, name="list_prices"),
    path("changes/", alerts.show_all, name="alerts"),
    re_path(rf"{_C}$", alerts.show, name="alert"),
    re_path(rf"{_C}decision/$", alerts.settle, name="alert_settle"),
]
