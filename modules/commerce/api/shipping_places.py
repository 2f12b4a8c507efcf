"""Tiers and territories of shipping, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.shipping_shapes import TerritorySerializer, TierSerializer
from modules.commerce.models import ShippingTier, Territory
from modules.commerce.services.costs.shipping_rules import territories, tiers
from safelight.api.views import WorkspaceAPIView


class TiersView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Tiers, the smallest first", responses=TierSerializer(many=True), tags=["shipping"]
    )
    def get(self, request: Request) -> Response:
        return Response(TierSerializer(ShippingTier.objects.all(), many=True).data)

    @extend_schema(
        summary="Make a tier above all others", request=TierSerializer,
        responses={201: TierSerializer}, tags=["shipping"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        made = tiers.create(**_said(TierSerializer, request))
        return Response(TierSerializer(made).data, status=201)


class TierView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Rename a tier", request=TierSerializer, responses=TierSerializer,
        tags=["shipping"],
    )  # fmt: skip
    def put(self, request: Request, tier: str) -> Response:
        found = _tier_or_404(tier)
        tiers.rename(tier=found, **_said(TierSerializer, request))
        return Response(TierSerializer(found).data)

    @extend_schema(
        summary="Delete a tier and its prices", request=None, responses={204: None},
        tags=["shipping"],
    )  # fmt: skip
    def delete(self, request: Request, tier: str) -> Response:
        tiers.delete(tier=_tier_or_404(tier))
        return Response(status=204)


class TerritoriesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Territories", responses=TerritorySerializer(many=True), tags=["shipping"]
    )
    def get(self, request: Request) -> Response:
        return Response(TerritorySerializer(Territory.objects.all(), many=True).data)

    @extend_schema(
        summary="Make a territory", request=TerritorySerializer,
        responses={201: TerritorySerializer}, tags=["shipping"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        made = territories.create(**_said(TerritorySerializer, request))
        return Response(TerritorySerializer(made).data, status=201)


class TerritoryView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Change a territory", request=TerritorySerializer, responses=TerritorySerializer,
        tags=["shipping"],
    )  # fmt: skip
    def put(self, request: Request, territory: str) -> Response:
        found = _territory_or_404(territory)
        territories.change(territory=found, **_said(TerritorySerializer, request))
        return Response(TerritorySerializer(found).data)

    @extend_schema(
        summary="Delete a territory; its countries cost what Default does", request=None,
        responses={204: None}, tags=["shipping"],
    )  # fmt: skip
    def delete(self, request: Request, territory: str) -> Response:
        territories.delete(territory=_territory_or_404(territory))
        return Response(status=204)


def _said(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    return cast("dict[str, Any]", asked.validated_data)


def _tier_or_404(public_id: str) -> ShippingTier:
    found: ShippingTier | None = ShippingTier.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _territory_or_404(public_id: str) -> Territory:
    found: Territory | None = Territory.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
