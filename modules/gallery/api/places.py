"""The order of a gallery's photos, and of galleries on one level."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import permissions
from modules.gallery.api.base import gallery_of_team
from modules.gallery.services import galleries, placing
from modules.gallery.services.sequence import Spot
from safelight.api.views import WorkspaceAPIView

MOST_AT_ONCE = 5000


class SpotSerializer(serializers.Serializer[Any]):
    """``before`` or ``after``: the neighbour of what moves."""

    before = serializers.CharField(required=False, max_length=22)
    after = serializers.CharField(required=False, max_length=22)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("before" in attrs) == ("after" in attrs):
            raise serializers.ValidationError(_("Say before or after which one, not both."))
        return attrs

    def spot(self) -> Spot:
        said = self.validated_data
        return Spot(before=said.get("before"), after=said.get("after"))


def _moving() -> serializers.ListField:
    one = serializers.CharField(max_length=22)
    return serializers.ListField(child=one, min_length=1, max_length=MOST_AT_ONCE)


class MovingPhotosSerializer(SpotSerializer):
    photos = _moving()


class MovingGalleriesSerializer(SpotSerializer):
    galleries = _moving()


class PhotoPlacesView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    @extend_schema(
        summary="Move photos", request=MovingPhotosSerializer, responses={204: None},
        tags=["photos"],
    )  # fmt: skip
    def put(self, request: Request, gallery: str) -> Response:
        asked = MovingPhotosSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        placing.put(
            gallery=gallery_of_team(request, gallery),
            photos=asked.validated_data["photos"],
            spot=asked.spot(),
        )
        return Response(status=204)


class GalleryPlacesView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    @extend_schema(
        summary="Move galleries", request=MovingGalleriesSerializer, responses={204: None},
        tags=["galleries"],
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        asked = MovingGalleriesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        galleries.put(galleries=asked.validated_data["galleries"], spot=asked.spot())
        return Response(status=204)
