"""Tax profiles and their rates, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.models import TaxProfile
from modules.commerce.services.costs import tax_rules
from modules.commerce.services.costs.tax_rules import Written
from safelight.api.views import WorkspaceAPIView
from safelight.web.forms import one_line

# As many as the page takes.
_MOST_RATES = 400


class RateSerializer(serializers.Serializer[Any]):
    """``region`` is empty for the whole country; its rate is added to the country's, or stands
    instead of it.
    """

    name = serializers.CharField(max_length=40)
    country = serializers.CharField(max_length=2)
    region = serializers.CharField(max_length=40, allow_blank=True, default="")
    percent = serializers.DecimalField(max_digits=7, decimal_places=4, min_value=0, max_value=100)
    adds_to_country = serializers.BooleanField(default=True)

    def validate_name(self, value: str) -> str:
        return one_line(value)


class TaxProfileSerializer(serializers.Serializer[Any]):
    """The usual one holds for price lists and shipping that name none."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    is_usual = serializers.BooleanField()
    rates = RateSerializer(many=True, source="rates.all")


class WrittenTaxProfileSerializer(serializers.Serializer[None]):
    """``rates`` are all there are. The first profile of a studio is the usual one anyway."""

    name = serializers.CharField(max_length=80)
    is_usual = serializers.BooleanField(default=False)
    rates = RateSerializer(many=True, default=list, max_length=_MOST_RATES)  # type: ignore[call-arg]

    def validate_name(self, value: str) -> str:
        return one_line(value)


class ProfilesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Tax profiles", responses=TaxProfileSerializer(many=True), tags=["taxes"]
    )
    def get(self, request: Request) -> Response:
        rows = TaxProfile.objects.prefetch_related("rates")
        return Response(TaxProfileSerializer(rows, many=True).data)

    @extend_schema(
        summary="Make a tax profile", request=WrittenTaxProfileSerializer,
        responses={201: TaxProfileSerializer}, tags=["taxes"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        said = _said(request)
        with transaction.atomic():  # No profile stays whose rates cannot hold.
            made = tax_rules.create(name=said["name"])
            said["is_usual"] = said["is_usual"] or made.is_usual
            tax_rules.change(profile=made, **said)
        return Response(TaxProfileSerializer(made).data, status=201)


class ProfileView(WorkspaceAPIView):
    permissions: ClassVar = {
        "GET": permissions.PRICES, "PUT": permissions.PRICES, "DELETE": permissions.PRICES,
    }  # fmt: skip

    @extend_schema(summary="One tax profile", responses=TaxProfileSerializer, tags=["taxes"])
    def get(self, request: Request, profile: str) -> Response:
        return Response(TaxProfileSerializer(_profile_or_404(profile)).data)

    @extend_schema(
        summary="Change a tax profile and all its rates", request=WrittenTaxProfileSerializer,
        description="Orders that were placed keep theirs.", responses=TaxProfileSerializer,
        tags=["taxes"],
    )  # fmt: skip
    def put(self, request: Request, profile: str) -> Response:
        found = _profile_or_404(profile)
        tax_rules.change(profile=found, **_said(request))
        return Response(TaxProfileSerializer(found).data)

    @extend_schema(
        summary="Delete a tax profile", request=None, responses={204: None}, tags=["taxes"]
    )
    def delete(self, request: Request, profile: str) -> Response:
        tax_rules.delete(profile=_profile_or_404(profile))
        return Response(status=204)


def _said(request: Request) -> dict[str, Any]:
    asked = WrittenTaxProfileSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    said = dict(asked.validated_data)
    upper = [{**rate, "country": rate["country"].upper()} for rate in said["rates"]]
    return {**said, "rates": [Written(**rate) for rate in upper]}


def _profile_or_404(public_id: str) -> TaxProfile:
    found: TaxProfile | None = TaxProfile.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
