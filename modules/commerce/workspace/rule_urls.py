"""Pages about shipping, taxes and discounts, under ``/studio/prices/``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.commerce.workspace.views import discounts, shipping, shipping_places, taxes
from safelight.kernel import public_id

_ID = public_id.PATTERN
_S = rf"^shipping/(?P<profile>{_ID})/"
_TIER = rf"^shipping/tiers/(?P<tier>{_ID})/"
_PLACE = rf"^shipping/territories/(?P<territory>{_ID})/"
_T = rf"^taxes/(?P<profile>{_ID})/"
_C = rf"^discounts/coupons/(?P<coupon>{_ID})/"

urlpatterns = [
    path("shipping/", shipping.show, name="shipping"),
    path("shipping/new/", shipping.new, name="shipping_new"),
    re_path(rf"{_S}$", shipping.edit, name="shipping_profile"),
    re_path(rf"{_S}place/$", shipping.step, name="shipping_step"),
    re_path(rf"{_S}withdraw/$", shipping.withdraw, name="shipping_withdraw"),
    re_path(rf"{_S}restore/$", shipping.restore, name="shipping_restore"),
    path("shipping/tiers/new/", shipping_places.new_tier, name="tier_new"),
    re_path(rf"{_TIER}$", shipping_places.edit_tier, name="tier"),
    re_path(rf"{_TIER}place/$", shipping_places.step_tier, name="tier_step"),
    re_path(rf"{_TIER}delete/$", shipping_places.delete_tier, name="tier_delete"),
    path("shipping/territories/new/", shipping_places.new_territory, name="territory_new"),
    re_path(rf"{_PLACE}$", shipping_places.edit_territory, name="territory"),
    re_path(rf"{_PLACE}delete/$", shipping_places.delete_territory, name="territory_delete"),
    path("taxes/", taxes.show, name="taxes"),
    path("taxes/new/", taxes.new, name="tax_new"),
    re_path(rf"{_T}$", taxes.edit, name="tax_profile"),
    re_path(rf"{_T}delete/$", taxes.delete, name="tax_delete"),
    path("discounts/", discounts.show, name="discounts"),
    path("discounts/coupons/new/", discounts.new_coupon, name="coupon_new"),
    re_path(rf"{_C}$", discounts.coupon, name="coupon"),
    re_path(rf"{_C}end/$", discounts.end, name="coupon_end"),
    re_path(rf"^discounts/lists/(?P<price_list>{_ID})/$", discounts.steps, name="steps"),
]
