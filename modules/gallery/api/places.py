"""The order of a gallery's photos, and of galleries on one level."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import access, permissions
from modules.gallery.api.base import gallery_of_team
from modules.gallery.services import galleries, placing
from safelight.api.spots import SpotSerializer, moving
from safelight.api.views import WorkspaceAPIView


class MovingPhotosSerializer(SpotSerializer):
    photos = moving()


class MovingGalleriesSerializer(SpotSerializer):
    galleries = moving()


class PhotoPlacesView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    @extend_schema(
        summary="Move photos", request=MovingPhotosSerializer, responses={204: None},
        tags=["photos"],
    )  # fmt: skip
    def put(self, request: Request, gallery: str) -> Response:
        asked = MovingPhotosSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found, viewer = gallery_of_team(request, gallery), access.viewer_of(request._request)
        placing.put(
            gallery=found,
            photos=asked.validated_data["photos"],
            spot=asked.spot(),
            sight=viewer.sight,
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
        known = access.galleries_seen(access.viewer_of(request._request))
        galleries.put(galleries=asked.validated_data["galleries"], spot=asked.spot(), known=known)
        return Response(status=204)
