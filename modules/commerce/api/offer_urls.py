"""``/api/v1/offers/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import offers

app_name = "commerce_offers_api"

urlpatterns = [path("", offers.OffersView.as_view(), name="offers")]
