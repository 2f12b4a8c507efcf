"""Pages about prices, under ``/studio/prices/``; included by ``workspace.urls``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.workspace.views import price_lists

urlpatterns = [
    path("", price_lists.show, name="price_lists"),
]
