"""Pages of the team, under ``/studio/labs/``."""

from __future__ import annotations

from django.urls import include, path

from modules.labs.workspace import catalogue_urls, order_urls

app_name = "labs_workspace"

urlpatterns = [
    path("orders/", include(order_urls.urlpatterns)),
    path("", include(catalogue_urls.urlpatterns)),
]
