"""What was shared and what contributors were told, for members' programs."""

from __future__ import annotations

from typing import ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.agency import share_selectors
from modules.agency.api import share_shapes as shapes
from modules.agency.permissions import SHARES
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView
from safelight.kernel import public_id

_WHOSE = OpenApiParameter("contributor", OpenApiTypes.STR, description="Only of this one.")


class AllocationsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": SHARES}

    @extend_schema(
        summary="Sold items and whose they are", responses=shapes.AllocationPageSerializer,
        parameters=[_WHOSE], tags=["shares"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = share_selectors.sales().select_related("contributor")
        if whose := _whose(request):
            rows = rows.filter(contributor__public_id=whose)
        found = pages.page(request, rows, by="-sold_at")
        shown = shapes.AllocationSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})


class StatementsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": SHARES}

    @extend_schema(
        summary="Statements of contributors", responses=shapes.StatementPageSerializer,
        parameters=[_WHOSE], tags=["shares"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = share_selectors.statements()
        if whose := _whose(request):
            rows = rows.filter(contributor__public_id=whose)
        found = pages.page(request, rows, by="-number")
        shown = shapes.StatementSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})


class StatementView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": SHARES}

    @extend_schema(
        summary="One statement with its lines", responses=shapes.StatementDetailSerializer,
        tags=["shares"],
    )  # fmt: skip
    def get(self, request: Request, statement: str) -> Response:
        wanted = statement if public_id.is_one(statement) else ""
        found = get_object_or_404(share_selectors.statements(), public_id=wanted)
        lines = shapes.EntrySerializer(share_selectors.entries_of(found), many=True).data
        return Response(shapes.StatementSerializer(found).data | {"lines": lines})


def _whose(request: Request) -> str:
    asked = request.query_params.get("contributor", "")
    return asked.replace("\0", "")
