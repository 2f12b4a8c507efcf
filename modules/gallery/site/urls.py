"""Pages of galleries on the site, under ``/galleries/``."""

from __future__ import annotations

from django.urls import path

from modules.gallery.site import archives, cards, downloads, finals, own, proofing, searching, views

app_name = "gallery_site"

_PHOTO = "<slug:gallery>/photos/<slug:photo>/"

urlpatterns = [
    path("", own.galleries, name="own"),
    path("search/", searching.search, name="search"),
    path("<slug:gallery>/", views.gallery, name="gallery"),
    path("<slug:gallery>/card.jpg", cards.card, name="card"),
    path("<slug:gallery>/unlock/", views.unlock, name="unlock"),
    path("<slug:gallery>/archive/", archives.archive, name="archive"),
    path("<slug:gallery>/archive/progress/", archives.progress, name="archive_progress"),
    path("<slug:gallery>/finals/", finals.page, name="finals"),
    path("<slug:gallery>/finals/archive/", finals.archive, name="finals_archive"),
    path("<slug:gallery>/finals/<slug:final>/download/", finals.download, name="final"),
    path(_PHOTO, views.photo, name="photo"),
    path(f"{_PHOTO}download/", downloads.download, name="download"),
    path(f"{_PHOTO}pick/", proofing.pick, name="pick"),
    path(f"{_PHOTO}stars/", proofing.rate, name="stars"),
    path(f"{_PHOTO}comments/", proofing.comment, name="comments"),
]
