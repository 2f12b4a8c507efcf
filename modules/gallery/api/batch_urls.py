"""Batches, below a gallery and by themselves."""

from __future__ import annotations

from django.urls import path

from modules.gallery.api import batches

app_name = "gallery_batches"

urlpatterns = [
    path("galleries/<slug:gallery>/batches/", batches.GalleryBatches.as_view(), name="all"),
    path("batches/<slug:batch>/", batches.OneBatch.as_view(), name="one"),
]
