"""A gallery's photo transfer for members' programs, and its finals for who may download them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import permissions
from modules.gallery.access import viewer_of
from modules.gallery.api.base import GalleryView, gallery_of_team
from modules.gallery.models import Gallery
from modules.gallery.services import ending_transfers, finals, transfers
from modules.gallery.site.finals import granted
from modules.gallery.workspace import pages
from safelight.api.views import WorkspaceAPIView


class RulesSerializer(serializers.Serializer[Any]):
    who = serializers.ChoiceField(choices=[each for each in Gallery.Transfer.values if each])
    with_prints = serializers.BooleanField(default=False)


class PairSerializer(serializers.Serializer[Any]):
    photo = serializers.CharField(source="photo.name")
    final = serializers.CharField(source="final.name")


class StraySerializer(serializers.Serializer[Any]):
    final = serializers.CharField(source="final.name")
    near = serializers.ListField(child=serializers.CharField())


class TransferSerializer(serializers.Serializer[Any]):
    """``finals``: the gallery to which batches of finals are sent."""

    who = serializers.CharField()
    with_prints = serializers.BooleanField()
    finals = serializers.CharField()
    matched = PairSerializer(many=True)
    unmatched = StraySerializer(many=True)
    without_final = serializers.ListField(child=serializers.CharField())


class FinalSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField()


class FinalsSerializer(serializers.Serializer[Any]):
    finals = FinalSerializer(many=True)


class TransferView(WorkspaceAPIView):
    permissions: ClassVar = {
        "GET": permissions.VIEW,
        "PUT": permissions.MANAGE,
        "DELETE": permissions.MANAGE,
    }

    @extend_schema(
        summary="Which finals match which photos", responses=TransferSerializer, tags=["galleries"]
    )
    def get(self, request: Request, gallery: str) -> Response:
        found = _gallery(request, gallery)
        if not found.has_transfer:
            raise Http404
        return Response(_described(request, found))

    @extend_schema(
        summary="Begin a photo transfer, or say who downloads its finals",
        request=RulesSerializer, responses=TransferSerializer, tags=["galleries"],
    )  # fmt: skip
    def put(self, request: Request, gallery: str) -> Response:
        asked = RulesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = _gallery(request, gallery)
        transfers.begin(gallery=found, **asked.validated_data)
        return Response(_described(request, found))

    @extend_schema(
        summary="Have no photo transfer any more",
        description="Its finals are deleted. Refused with 409 `transfer_stays` where clients were "
        "told of finals, or orders wait for them.",
        responses={204: None}, tags=["galleries"],
    )  # fmt: skip
    def delete(self, request: Request, gallery: str) -> Response:
        found = _gallery(request, gallery)
        ending_transfers.end(gallery=found, modules=pages.modules_of(request._request))
        return Response(status=204)


class FinalsView(GalleryView):
    """GET: the finals that the caller may download, and where."""

    @extend_schema(summary="Finals to download", responses=FinalsSerializer, tags=["galleries"])
    def get(self, request: Request, gallery: str) -> Response:
        here = self.eye.gallery
        found = finals.of(here, granted(self.eye))
        shown = [
            {
                "id": final.photo.public_id,
                "name": final.photo.name,
                "url": reverse("gallery_site:final", args=[here.public_id, final.photo.public_id]),
            }
            for final in found
        ]
        return Response({"finals": shown})


def _gallery(request: Request, public_id: str) -> Gallery:
    found = gallery_of_team(request, public_id)
    if found.only_keeps_files:
        raise Http404
    return found


def _described(request: Request, gallery: Gallery) -> dict[str, Any]:
    matching = transfers.matched(gallery, viewer_of(request._request).sight)
    return {
        "who": gallery.transfer,
        "with_prints": gallery.transfer_with_prints,
        "finals": finals.final_home(gallery).public_id,
        "matched": PairSerializer(matching.pairs, many=True).data,
        "unmatched": StraySerializer(matching.strays, many=True).data,
        "without_final": [photo.name for photo in matching.bare],
    }
