"""``/api/v1/shares/``."""

from __future__ import annotations

from django.urls import path

from modules.agency.api import shares

app_name = "agency_shares_api"

urlpatterns = [
    path("allocations/", shares.AllocationsView.as_view(), name="allocations"),
    path("statements/", shares.StatementsView.as_view(), name="statements"),
    path("statements/<str:statement>/", shares.StatementView.as_view(), name="statement"),
]
