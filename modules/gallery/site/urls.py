"""Pages of galleries on the site, under ``/galleries/``."""

from __future__ import annotations

from django.urls import path

from modules.gallery.site import archives, downloads, views

app_name = "gallery_site"

urlpatterns = [
    path("<str:gallery>/", views.gallery, name="gallery"),
    path("<str:gallery>/unlock/", views.unlock, name="unlock"),
    path("<str:gallery>/archive/", archives.archive, name="archive"),
    path("<str:gallery>/archive/progress/", archives.progress, name="archive_progress"),
    path("<str:gallery>/photos/<str:photo>/", views.photo, name="photo"),
    path("<str:gallery>/photos/<str:photo>/download/", downloads.download, name="download"),
]
