"""The order of lists and rows, and where lists are offered."""

from __future__ import annotations

from typing import ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.pricelists import list_or_404
from modules.commerce.services.pricelists import lists, offering, rows
from modules.gallery import facade as galleries
from safelight.api.spots import SpotSerializer, moving
from safelight.api.views import WorkspaceAPIView


class MovingListsSerializer(SpotSerializer):
    lists = moving()


class MovingRowsSerializer(SpotSerializer):
    rows = moving()


class ListPlacesView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES}

    @extend_schema(
        summary="Move price lists", request=MovingListsSerializer, responses={204: None},
        tags=["prices"],
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        asked = MovingListsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        lists.put(lists=asked.validated_data["lists"], spot=asked.spot())
        return Response(status=204)


class RowPlacesView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES}

    @extend_schema(
        summary="Move prices of a list", request=MovingRowsSerializer, responses={204: None},
        tags=["prices"],
    )  # fmt: skip
    def put(self, request: Request, price_list: str) -> Response:
        asked = MovingRowsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = list_or_404(price_list)
        rows.put(price_list=found, rows=asked.validated_data["rows"], spot=asked.spot())
        return Response(status=204)


class OfferingView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Offer a list in a gallery", request=None, responses={204: None}, tags=["prices"]
    )
    def put(self, request: Request, price_list: str, gallery: str) -> Response:
        offering.offer(price_list=list_or_404(price_list), gallery_id=_gallery_id(request, gallery))
        return Response(status=204)

    @extend_schema(
        summary="End it", request=None, responses={204: None}, tags=["prices"]
    )  # fmt: skip
    def delete(self, request: Request, price_list: str, gallery: str) -> Response:
        offering.end(price_list=list_or_404(price_list), gallery_id=_gallery_id(request, gallery))
        return Response(status=204)


def _gallery_id(request: Request, public_id: str) -> int:
    known = galleries.galleries_within(galleries.viewer_of(request._request).sight)
    found: int | None = known.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return found
