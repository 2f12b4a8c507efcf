"""``/api/v1/brands/``."""

from __future__ import annotations

from django.urls import path

from modules.gallery.api import brands

app_name = "gallery_brands_api"
urlpatterns = [path("", brands.BrandsView.as_view(), name="brands")]
