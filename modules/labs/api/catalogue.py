"""Accounts with labs, their products, and what changed there, for members' programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce.models import PriceList
from modules.labs import permissions
from modules.labs.api import catalogue_shapes as shapes
from modules.labs.models import CatalogueAlert, LabConnection, LabList
from modules.labs.services.catalogue import alerting, fetching, margins
from modules.labs.services.connecting import lists
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView
from safelight.site import selectors as site

_DECISIONS: dict[str, Callable[..., None]] = {
    "keep": alerting.keep,
    "apply": alerting.apply,
    "stop": alerting.stop,
}


class LabsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.CATALOGUE}

    @extend_schema(
        summary="Labs that are connected", responses=shapes.LabSerializer(many=True), tags=["labs"]
    )
    def get(self, request: Request) -> Response:
        rows = LabConnection.objects.filter(disconnected_at=None)
        return Response(shapes.LabSerializer(rows, many=True).data)


class LabProductsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.CATALOGUE, "POST": permissions.CATALOGUE}

    @extend_schema(
        summary="What a lab makes", responses=shapes.LabProductPageSerializer, tags=["labs"]
    )
    def get(self, request: Request, account: str) -> Response:
        rows = _account_or_404(account).products.all()
        found = pages.page(request, rows, by="-fetched_at")
        shown = shapes.LabProductSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})

    @extend_schema(
        summary="Have products of a lab fetched", request=shapes.WantedProductsSerializer,
        responses={202: None}, tags=["labs"],
    )  # fmt: skip
    def post(self, request: Request, account: str) -> Response:
        asked = _said(request, shapes.WantedProductsSerializer)
        skus = " ".join(asked["skus"]) if "skus" in asked else None
        fetching.ask_for(connection=_account_or_404(account), skus=skus)
        return Response(status=202)


class LabChangesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.CATALOGUE}

    @extend_schema(
        summary="Changes at labs that wait for a decision",
        responses=shapes.LabChangeSerializer(many=True), tags=["labs"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = CatalogueAlert.objects.filter(settled_at=None).select_related("product")
        return Response(shapes.LabChangeSerializer(rows[:200], many=True).data)


class DecisionView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.CATALOGUE}

    @extend_schema(
        summary="Decide about a change at a lab", request=shapes.DecisionSerializer,
        responses=shapes.LabChangeSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, alert: str) -> Response:
        rows = CatalogueAlert.objects.select_related("product")
        found = get_object_or_404(rows, public_id=alert)
        decision = _said(request, shapes.DecisionSerializer)["decision"]
        _DECISIONS[decision](alert=found, at=timezone.now())
        found.refresh_from_db(fields=["settled_at"])
        return Response(shapes.LabChangeSerializer(found).data)


class ListLabView(WorkspaceAPIView):
    permissions: ClassVar = {
        "GET": permissions.CATALOGUE,
        "PUT": permissions.CATALOGUE,
        "DELETE": permissions.CATALOGUE,
    }

    @extend_schema(
        summary="The lab of a price list", responses=shapes.ListLabSerializer, tags=["labs"]
    )
    def get(self, request: Request, price_list: str) -> Response:
        return Response(shapes.ListLabSerializer(_lab_list_or_404(price_list)).data)

    @extend_schema(
        summary="Have a lab make a price list", request=shapes.WrittenListLabSerializer,
        responses=shapes.ListLabSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, price_list: str) -> Response:
        found = get_object_or_404(PriceList, public_id=price_list)
        asked = _said(request, shapes.WrittenListLabSerializer)
        connection = _account_or_404(asked.pop("lab"))
        there = LabList.objects.filter(price_list=found).first()
        manner = lists.Manner(**asked, branding=there.branding if there else None)
        made = lists.give(price_list=found, connection=connection, manner=manner)
        return Response(shapes.ListLabSerializer(made).data)

    @extend_schema(summary="Make a price list without a lab", responses={204: None}, tags=["labs"])
    def delete(self, request: Request, price_list: str) -> Response:
        lists.take_back(price_list=_lab_list_or_404(price_list).price_list)
        return Response(status=204)


class MarginsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.CATALOGUE}

    @extend_schema(
        summary="What is left of each price", responses=shapes.MarginSerializer(many=True),
        tags=["labs"],
    )  # fmt: skip
    def get(self, request: Request, price_list: str) -> Response:
        currency = site.site_settings().currency
        found = margins.of_list(_lab_list_or_404(price_list), currency=currency)
        context = {"currency": currency}
        return Response(shapes.MarginSerializer(found, many=True, context=context).data)


def _account_or_404(public_id: str) -> LabConnection:
    return get_object_or_404(LabConnection, public_id=public_id, disconnected_at=None)


def _lab_list_or_404(price_list: str) -> LabList:
    rows = LabList.objects.select_related("connection", "price_list")
    return get_object_or_404(rows, price_list__public_id=price_list)


def _said(request: Request, shape: Any) -> dict[str, Any]:
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
