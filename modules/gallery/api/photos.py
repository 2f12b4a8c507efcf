"""Photos of a gallery."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import selectors
from modules.gallery.api.base import GalleryView
from modules.gallery.models import Photo
from modules.gallery.presenting import page as first_page
from modules.gallery.presenting import script
from modules.gallery.presenting.rows import rows
from modules.gallery.presenting.signing import LARGE, MEDIUM, SMALL, Renditions
from safelight.api import pages

MOST_FOR_SCRIPTS = 2500


class PhotoSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    state = serializers.CharField()
    width = serializers.IntegerField(source="version.width")
    height = serializers.IntegerField(source="version.height")
    title = serializers.CharField()
    caption = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    captured_at = serializers.DateTimeField(allow_null=True)
    small = serializers.SerializerMethodField()
    medium = serializers.SerializerMethodField()
    large = serializers.SerializerMethodField()

    def get_small(self, photo: Photo) -> str:
        return self._link(photo, SMALL)

    def get_medium(self, photo: Photo) -> str:
        return self._link(photo, MEDIUM)

    def get_large(self, photo: Photo) -> str:
        return self._link(photo, LARGE)

    def _link(self, photo: Photo, size: str) -> str:
        renditions: Renditions = self.context["renditions"]
        return renditions.full(photo.version, size) if photo.version else ""


class PhotoPageSerializer(serializers.Serializer[Any]):
    results = PhotoSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PhotosView(GalleryView):
    @extend_schema(summary="Photos of a gallery", responses=PhotoPageSerializer, tags=["photos"])
    def get(self, request: Request, gallery: str) -> Response | HttpResponse:
        if request.query_params.get("site") == "1":
            return self._for_scripts(request)
        found = pages.page(
            request, Photo.objects.filter(
                placements__gallery=self.eye.gallery, version__isnull=False
            ).select_related("version"), by="name",
        )  # fmt: skip
        shown = PhotoSerializer(
            found.rows, many=True, context={"renditions": self._renditions(request)}
        )
        return Response({"results": shown.data, "next": found.next})

    def _for_scripts(self, request: Request) -> HttpResponse:
        photos = selectors.photos_of(self.eye.gallery)
        if start := request.query_params.get("cursor"):
            photos = first_page.after(self.eye.gallery, photos, start)
        found = list(photos[: MOST_FOR_SCRIPTS + 1])
        shown = rows(self.eye, found[:MOST_FOR_SCRIPTS])
        more = None
        if len(found) > MOST_FOR_SCRIPTS:
            here = reverse("gallery_api:photos", args=[self.eye.gallery.public_id])
            more = f"{here}?site=1&cursor={shown[-1].photo.public_id}"
        body = script.compact(shown, self._renditions(request), next_url=more)
        # A serializer would take ninety times as long for a thousand photos.
        response = HttpResponse(orjson.dumps(body), content_type="application/json")
        response["Cache-Control"] = "private, no-store"
        return response

    def _renditions(self, request: Request) -> Renditions:
        return Renditions(self.eye.gallery, host=request.get_host(), at=timezone.now())


class PhotoView(GalleryView):
    @extend_schema(summary="One photo", responses=PhotoSerializer, tags=["photos"])
    def get(self, request: Request, gallery: str, photo: str) -> Response:
        renditions = Renditions(self.eye.gallery, host=request.get_host(), at=timezone.now())
        shown = PhotoSerializer(self.photo(photo), context={"renditions": renditions})
        return Response(shown.data)
