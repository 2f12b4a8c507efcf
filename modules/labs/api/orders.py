"""Lab orders, and what all their views share."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.labs import permissions
from modules.labs.api.shapes import (
    LabOrderDetailSerializer,
    LabOrderPageSerializer,
    LabOrderSerializer,
)
from modules.labs.models import LabOrder, LabPiece
from safelight.accounts.models import Person
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView


class LabOrdersView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(
        summary="Orders to labs", responses=LabOrderPageSerializer, tags=["labs"],
        parameters=[OpenApiParameter("state", OpenApiTypes.STR, description="Only in this state.")],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = LabOrder.objects.select_related("connection")
        if state := request.query_params.get("state"):
            rows = rows.filter(state=state)
        found = pages.page(request, rows, by="-created_at")
        shown = LabOrderSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})


class OneView(WorkspaceAPIView):
    """Of one lab order; changes want the permission to send."""

    permissions: ClassVar = {"PUT": permissions.SEND}

    def lab_order(self) -> LabOrder:
        rows = LabOrder.objects.select_related("connection")
        found: LabOrder | None = rows.filter(public_id=self.kwargs["lab_order"]).first()
        if found is None:
            raise Http404
        return found

    def piece(self) -> LabPiece:
        rows = self.lab_order().pieces.select_related("item__order")
        found: LabPiece | None = rows.filter(public_id=self.kwargs["piece"]).first()
        if found is None:
            raise Http404
        return found

    def person(self) -> Person:
        return cast(Person, self.request.user)

    def said(self, shape: type[serializers.Serializer[None]]) -> dict[str, Any]:
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return cast("dict[str, Any]", asked.validated_data)

    def answer(self, lab_order: LabOrder | None = None, *, status: int = 200) -> Response:
        shown = LabOrder.objects.get(pk=lab_order.pk) if lab_order else self.lab_order()
        return Response(LabOrderDetailSerializer(shown).data, status=status)


class LabOrderView(OneView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(summary="One order to a lab", responses=LabOrderDetailSerializer, tags=["labs"])
    def get(self, request: Request, lab_order: str) -> Response:
        return self.answer()
