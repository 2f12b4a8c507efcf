"""``/api/v1/labs/``."""

from __future__ import annotations

from django.urls import path

from modules.labs.api import catalogue

app_name = "labs_api"

urlpatterns = [
    path("", catalogue.LabsView.as_view(), name="labs"),
    path("changes/", catalogue.LabChangesView.as_view(), name="changes"),
    path("changes/<str:alert>/decision/", catalogue.DecisionView.as_view(), name="decision"),
    path("price-lists/<str:price_list>/", catalogue.ListLabView.as_view(), name="list_lab"),
    path("price-lists/<str:price_list>/margins/", catalogue.MarginsView.as_view(), name="margins"),
    path("<str:account>/products/", catalogue.LabProductsView.as_view(), name="products"),
]
