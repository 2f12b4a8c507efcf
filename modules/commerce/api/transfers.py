"""*Notify clients* for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.services import transferring
from modules.gallery import facade as galleries
from modules.gallery.models import Gallery
from safelight.accounts.models import Person
from safelight.api.views import WorkspaceAPIView


class NotifySerializer(serializers.Serializer[Any]):
    incomplete = serializers.BooleanField(default=False)


class WaitingSerializer(serializers.Serializer[Any]):
    order = serializers.CharField(source="order.public_id")
    paid = serializers.BooleanField(source="is_open")
    missing = serializers.ListField(child=serializers.CharField())


class ToldSerializer(serializers.Serializer[Any]):
    """Orders whose clients were told now, or had been before, and those that wait."""

    told = serializers.ListField(child=serializers.CharField())
    told_before = serializers.ListField(child=serializers.CharField())
    waiting = WaitingSerializer(many=True)


class NoticesView(WorkspaceAPIView):
    permissions: ClassVar = {"POST": permissions.MANAGE}

    @extend_schema(
        summary="Tell clients of their finals", request=NotifySerializer, responses=ToldSerializer,
        tags=["orders"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str) -> Response:
        asked = NotifySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        known = galleries.galleries_within(galleries.viewer_of(request._request).sight)
        found: Gallery | None = known.filter(public_id=gallery).first()
        if found is None or not found.has_transfer:
            raise Http404
        told = transferring.notify(
            gallery=found, transferred=galleries.transferred(gallery=found),
            by=cast(Person, request.user), at=timezone.now(),
            incomplete=asked.validated_data["incomplete"],
        )  # fmt: skip
        return Response(
            {
                "told": [order.public_id for order in told.now],
                "told_before": [order.public_id for order in told.before],
                "waiting": WaitingSerializer(told.waiting, many=True).data,
            }
        )
