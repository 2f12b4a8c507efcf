"""``/api/v1/coupons/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import coupons

app_name = "commerce_coupons_api"

urlpatterns = [
    path("", coupons.CouponsView.as_view(), name="coupons"),
    path("<slug:coupon>/", coupons.CouponView.as_view(), name="coupon"),
    path("<slug:coupon>/ending/", coupons.EndingView.as_view(), name="ending"),
]
