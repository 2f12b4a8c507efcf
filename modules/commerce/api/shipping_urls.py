"""``/api/v1/shipping/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import shipping, shipping_places

app_name = "commerce_shipping_api"

_P = "profiles/<slug:profile>/"

urlpatterns = [
    path("profiles/", shipping.ProfilesView.as_view(), name="profiles"),
    path(_P, shipping.ProfileView.as_view(), name="profile"),
    path(f"{_P}withdrawal/", shipping.WithdrawalView.as_view(), name="withdrawal"),
    path("tiers/", shipping_places.TiersView.as_view(), name="tiers"),
    path("tiers/<slug:tier>/", shipping_places.TierView.as_view(), name="tier"),
    path("territories/", shipping_places.TerritoriesView.as_view(), name="territories"),
    path(
        "territories/<slug:territory>/", shipping_places.TerritoryView.as_view(), name="territory"
    ),
]
