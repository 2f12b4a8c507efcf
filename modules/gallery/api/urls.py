"""``/api/v1/galleries/``."""

from __future__ import annotations

from django.urls import path

from modules.gallery.api import galleries, photos, places, proofing, transfers

app_name = "gallery_api"

_PHOTO = "<slug:gallery>/photos/<slug:photo>/"

urlpatterns = [
    path("", galleries.GalleriesView.as_view(), name="galleries"),
    path("places/", places.GalleryPlacesView.as_view(), name="gallery_places"),
    path("<slug:gallery>/", galleries.GalleryDetailView.as_view(), name="gallery"),
    path("<slug:gallery>/publication/", galleries.PublicationView.as_view(), name="publication"),
    path("<slug:gallery>/transfer/", transfers.TransferView.as_view(), name="transfer"),
    path("<slug:gallery>/finals/", transfers.FinalsView.as_view(), name="finals"),
    path("<slug:gallery>/photos/", photos.PhotosView.as_view(), name="photos"),
    path("<slug:gallery>/places/", places.PhotoPlacesView.as_view(), name="photo_places"),
    path(_PHOTO, photos.PhotoView.as_view(), name="photo"),
    path(f"{_PHOTO}pick/", proofing.PickView.as_view(), name="pick"),
    path(f"{_PHOTO}rating/", proofing.RatingView.as_view(), name="rating"),
    path(f"{_PHOTO}comments/", proofing.CommentsView.as_view(), name="comments"),
]
