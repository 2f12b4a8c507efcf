"""Photos of a gallery."""

from __future__ import annotations

import gzip
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
from modules.gallery.access import seen
from modules.gallery.api.base import GalleryView
from modules.gallery.models import Photo
from modules.gallery.presenting import marks, script
from modules.gallery.presenting import page as first_page
from modules.gallery.presenting.kept import kept, look
from modules.gallery.presenting.marks import Marks
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
                seen(self.eye.grant.sight), placements__gallery=self.eye.gallery,
                version__isnull=False,
            ).select_related("version"), by="name",
        )  # fmt: skip
        shown = PhotoSerializer(
            found.rows, many=True, context={"renditions": self._renditions(request)}
        )
        return Response({"results": shown.data, "next": found.next})

    def _for_scripts(self, request: Request) -> HttpResponse:
        asked, renditions = str(request.query_params.get("cursor", "")), self._renditions(request)
        # The answer is kept by it, so an invented one is none.
        start = first_page.place_of(self.eye, asked) if asked else ""
        said = marks.own(self.eye)
        body = kept(
            ["script", start, *look(self.eye, said, renditions)],
            lambda: self._packed(start, said, renditions),
        )
        response = HttpResponse(body, content_type="application/json")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response["Content-Encoding"] = "gzip"
        else:
            response.content = gzip.decompress(body)
        response["Cache-Control"] = "private, no-store"
        response["Vary"] = "Accept-Encoding, Cookie"
        return response

    def _packed(self, start: str, said: Marks, renditions: Renditions) -> bytes:
        """The compact list, packed once for all who get the same.

        Nothing in it is secret that a stranger could put text beside, so packing it tells nothing.
        """
        photos = selectors.photos_of(self.eye.gallery, self.eye.grant.sight)
        if start:
            photos = first_page.after(self.eye, photos, start)
        heard = said.with_comments(self.eye.gallery)
        found = rows(self.eye, photos[: MOST_FOR_SCRIPTS + 1], heard)
        more = None
        if len(found) > MOST_FOR_SCRIPTS:
            here = reverse("gallery_api:photos", args=[self.eye.gallery.public_id])
            more = f"{here}?site=1&cursor={found[MOST_FOR_SCRIPTS - 1].public_id}"
        # A serializer would take ninety times as long for a thousand photos.
        listed = script.compact(found[:MOST_FOR_SCRIPTS], renditions, next_url=more)
        return gzip.compress(orjson.dumps(listed), compresslevel=5, mtime=0)

    def _renditions(self, request: Request) -> Renditions:
        return Renditions(self.eye.gallery, host=request.get_host(), at=timezone.now())


class PhotoView(GalleryView):
    @extend_schema(summary="One photo", responses=PhotoSerializer, tags=["photos"])
    def get(self, request: Request, gallery: str, photo: str) -> Response:
        renditions = Renditions(self.eye.gallery, host=request.get_host(), at=timezone.now())
        shown = PhotoSerializer(self.photo(photo), context={"renditions": renditions})
        return Response(shown.data)
