"""What a gallery asks of orders, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.models import OrderingTerms
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.api.views import WorkspaceAPIView


class OrderingTermsSerializer(serializers.Serializer[Any]):
    """``minimum_order`` in whole units of the currency, before shipping; 0 takes every order."""

    minimum_order = serializers.IntegerField(min_value=0, max_value=1_000_000)
    refuse_zero_orders = serializers.BooleanField()


class OrderingTermsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "PUT": permissions.PRICES}

    @extend_schema(
        summary="What orders with anything of a gallery have to be", tags=["prices"],
        description="On top of what the studio asks of all: the strictest holds.",
        responses=OrderingTermsSerializer,
    )  # fmt: skip
    def get(self, request: Request, gallery: str) -> Response:
        found = OrderingTerms.objects.filter(gallery=_gallery_or_404(request, gallery)).first()
        return Response(OrderingTermsSerializer(found or OrderingTerms()).data)

    @extend_schema(
        summary="Set what orders with anything of a gallery have to be", tags=["prices"],
        request=OrderingTermsSerializer, responses=OrderingTermsSerializer,
    )  # fmt: skip
    def put(self, request: Request, gallery: str) -> Response:
        found = _gallery_or_404(request, gallery)
        asked = OrderingTermsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        terms, _made = OrderingTerms.objects.update_or_create(
            gallery=found, defaults=asked.validated_data
        )
        return Response(OrderingTermsSerializer(terms).data)


def _gallery_or_404(request: Request, public_id: str) -> Gallery:
    known = galleries.galleries_within(galleries.viewer_of(request._request).sight)
    found: Gallery | None = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
