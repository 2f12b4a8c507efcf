"""Pages about prices, under ``/studio/prices/``; included by ``workspace.urls``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.commerce.workspace.views import (
    deliverables,
    offerings,
    price_list,
    price_lists,
    price_options,
    price_rows,
    transfer,
)
from safelight.kernel import public_id

_ID = public_id.PATTERN
_L = rf"^lists/(?P<price_list>{_ID})/"
_R = rf"{_L}rows/(?P<row>{_ID})/"
_O = rf"{_L}options/(?P<option>{_ID})/"
_G = rf"^galleries/(?P<gallery>{_ID})/"

urlpatterns = [
    path("", price_lists.show, name="price_lists"),
    path("new/", price_lists.new, name="price_list_new"),
    re_path(rf"{_L}$", price_list.edit, name="price_list"),
    re_path(rf"{_L}place/$", price_lists.step, name="price_list_step"),
    re_path(rf"{_L}withdraw/$", price_list.withdraw, name="price_list_withdraw"),
    re_path(rf"{_L}restore/$", price_list.restore, name="price_list_restore"),
    re_path(rf"{_L}stock/$", price_list.stock, name="price_list_stock"),
    re_path(rf"{_L}rows/new/$", price_rows.new, name="price_row_new"),
    re_path(rf"{_R}$", price_rows.edit, name="price_row"),
    re_path(rf"{_R}place/$", price_rows.step, name="price_row_step"),
    re_path(rf"{_R}withdraw/$", price_rows.withdraw, name="price_row_withdraw"),
    re_path(rf"{_L}options/new/$", price_options.new, name="price_option_new"),
    re_path(rf"{_O}$", price_options.edit, name="price_option"),
    re_path(rf"{_O}remove/$", price_options.remove, name="price_option_remove"),
    re_path(rf"{_G}$", offerings.gallery, name="gallery_prices"),
    re_path(rf"{_G}deliverables/$", deliverables.show, name="deliverables"),
    re_path(rf"{_G}choice/reopening/$", deliverables.reopen, name="choice_reopen"),
    re_path(rf"{_G}terms/$", transfer.terms, name="gallery_terms"),
    re_path(rf"{_G}photos/$", offerings.selection, name="selection_prices"),
    re_path(rf"{_G}photos/(?P<photo>{_ID})/$", offerings.photo, name="photo_prices"),
]
