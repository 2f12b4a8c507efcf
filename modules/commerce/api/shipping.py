"""Shipping profiles, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.pricelists import context
from modules.commerce.api.shipping_shapes import (
    ShippingProfileSerializer,
    WrittenShippingProfileSerializer,
)
from modules.commerce.models import ShippingProfile
from modules.commerce.services.costs.shipping_rules import profiles
from safelight.api.views import WorkspaceAPIView


class ProfilesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Shipping profiles in their order", tags=["shipping"],
        responses=ShippingProfileSerializer(many=True),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = ShippingProfile.objects.select_related("tax_profile").prefetch_related(
            "prices__tier", "prices__territory"
        )
        return Response(ShippingProfileSerializer(rows, many=True, context=context()).data)

    @extend_schema(
        summary="Make a shipping profile", request=WrittenShippingProfileSerializer,
        responses={201: ShippingProfileSerializer}, tags=["shipping"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        fields = _said(request)
        prices = fields.pop("prices")
        with transaction.atomic():  # A profile without its prices would serve nobody.
            made = profiles.create(**fields)
            profiles.change(profile=made, prices=prices)
        return _shown(made, status=201)


class ProfileView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "PUT": permissions.PRICES}

    @extend_schema(
        summary="One shipping profile", responses=ShippingProfileSerializer, tags=["shipping"]
    )
    def get(self, request: Request, profile: str) -> Response:
        return _shown(_profile_or_404(profile))

    @extend_schema(
        summary="Change a shipping profile and all its prices", tags=["shipping"],
        description="Orders that were placed keep what they were placed with.",
        request=WrittenShippingProfileSerializer, responses=ShippingProfileSerializer,
    )  # fmt: skip
    def put(self, request: Request, profile: str) -> Response:
        found = _profile_or_404(profile)
        profiles.change(profile=found, **_said(request))
        return _shown(found)


class WithdrawalView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Offer it no more", request=None, responses=ShippingProfileSerializer,
        tags=["shipping"],
    )  # fmt: skip
    def put(self, request: Request, profile: str) -> Response:
        found = _profile_or_404(profile)
        profiles.withdraw(profile=found, at=timezone.now())
        return _shown(found)

    @extend_schema(
        summary="Offer it again", request=None, responses=ShippingProfileSerializer,
        tags=["shipping"],
    )  # fmt: skip
    def delete(self, request: Request, profile: str) -> Response:
        found = _profile_or_404(profile)
        profiles.restore(profile=found)
        return _shown(found)


def _said(request: Request) -> dict[str, Any]:
    asked = WrittenShippingProfileSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return cast("dict[str, Any]", asked.validated_data)


def _profile_or_404(public_id: str) -> ShippingProfile:
    found: ShippingProfile | None = ShippingProfile.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _shown(profile: ShippingProfile, *, status: int = 200) -> Response:
    shape = ShippingProfileSerializer(profile, context=context())
    return Response(shape.data, status=status)
