"""Pages of galleries on the site, under ``/galleries/``."""

from __future__ import annotations

from django.urls import path

from modules.gallery.site import archives, downloads, views

app_name = "gallery_site"

urlpatterns = [
    path("<slug:gallery>/", views.gallery, name="gallery"),
    path("<slug:gallery>/unlock/", views.unlock, name="unlock"),
    path("<slug:gallery>/archive/", archives.archive, name="archive"),
    path("<slug:gallery>/archive/progress/", archives.progress, name="archive_progress"),
    path("<slug:gallery>/photos/<slug:photo>/", views.photo, name="photo"),
    path("<slug:gallery>/photos/<slug:photo>/download/", downloads.download, name="download"),
]
