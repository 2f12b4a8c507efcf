"""``/api/v1/taxes/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import taxes

app_name = "commerce_taxes_api"

urlpatterns = [
    path("", taxes.ProfilesView.as_view(), name="profiles"),
    path("<slug:profile>/", taxes.ProfileView.as_view(), name="profile"),
]
