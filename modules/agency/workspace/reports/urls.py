"""Pages of reports, under ``/studio/reports/``."""

from __future__ import annotations

from django.urls import path

from modules.agency.workspace.reports import views

urlpatterns = [
    path("", views.show, name="reports"),
    path("orders/", views.orders, name="report_orders"),
    path("file/", views.file, name="report_file"),
]
