"""Galleries themselves, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import permissions
from modules.gallery.access import galleries_seen, refuse_outside, viewer_of
from modules.gallery.models import Gallery
from modules.gallery.services import galleries, presets
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView
from safelight.site.models import Brand


class GallerySerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    description = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # Shadows the field's own.
        source="parent.public_id", default=None, allow_null=True
    )
    style = serializers.CharField()  # type: ignore[assignment]
    layout = serializers.CharField()
    hidden = serializers.BooleanField()
    brand = serializers.CharField(
        source="brand.public_id", default=None, allow_null=True,
        help_text="Of its own: a sub-gallery without one wears that of the gallery above.",
    )  # fmt: skip
    published_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class GalleryPageSerializer(serializers.Serializer[Any]):
    results = GallerySerializer(many=True)
    next = serializers.CharField(allow_null=True)


class NewGallerySerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)
    preset = serializers.ChoiceField(choices=[preset.key for preset in presets.PRESETS])
    parent = serializers.CharField(  # type: ignore[assignment]
        required=False, allow_null=True, default=None
    )
    brand = serializers.CharField(
        required=False, allow_null=True, default=None,
        help_text="The id of a brand, as `/brands/` lists them.",
    )  # fmt: skip

    def validate_brand(self, named: str | None) -> Brand | None:
        found = Brand.objects.filter(public_id=named).first() if named else None
        if named and found is None:
            raise serializers.ValidationError(_("There is no brand with this id."))
        return found


class GalleriesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW, "POST": permissions.MANAGE}

    @extend_schema(summary="Galleries", responses=GalleryPageSerializer, tags=["galleries"])
    def get(self, request: Request) -> Response:
        known = galleries_seen(viewer_of(request._request))
        found = pages.page(request, known.select_related("parent", "brand"), by="-created_at")
        shown = GallerySerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})

    @extend_schema(
        summary="Make a gallery", request=NewGallerySerializer,
        responses={201: GallerySerializer}, tags=["galleries"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewGallerySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        above = asked.validated_data["parent"]
        parent = _gallery(request, above) if above else None
        refuse_outside(viewer_of(request._request), parent)
        made = galleries.create(
            preset=asked.validated_data["preset"], title=asked.validated_data["title"],
            parent=parent, brand=asked.validated_data["brand"],
        )  # fmt: skip
        return Response(GallerySerializer(made).data, status=201)


class GalleryDetailView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(summary="One gallery", responses=GallerySerializer, tags=["galleries"])
    def get(self, request: Request, gallery: str) -> Response:
        return Response(GallerySerializer(_gallery(request, gallery)).data)


class PublicationView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.MANAGE, "DELETE": permissions.MANAGE}

    @extend_schema(summary="Publish", request=None, responses=GallerySerializer, tags=["galleries"])
    def put(self, request: Request, gallery: str) -> Response:
        made = galleries.publish(gallery=_gallery(request, gallery), at=timezone.now())
        return Response(GallerySerializer(made).data)

    @extend_schema(
        summary="Unpublish", request=None, responses=GallerySerializer, tags=["galleries"]
    )
    def delete(self, request: Request, gallery: str) -> Response:
        made = galleries.unpublish(gallery=_gallery(request, gallery))
        return Response(GallerySerializer(made).data)


def _gallery(request: Request, public_id: str) -> Gallery:
    known = galleries_seen(viewer_of(request._request))
    found: Gallery | None = (
        known.select_related("parent", "brand").filter(public_id=public_id).first()
    )
    if found is None:
        raise Http404
    return found
