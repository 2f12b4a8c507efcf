"""Coupons and discounts by quantity, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.coupon_shapes import (
    CouponDetailSerializer,
    CouponPageSerializer,
    CouponSerializer,
    NewCouponSerializer,
)
from modules.commerce.api.pricelists import context, list_or_404
from modules.commerce.models import Coupon, PriceList
from modules.commerce.services.costs import campaigns, coupon_uses
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView

# As many as the page takes.
_MOST_STEPS = 20


class StepSerializer(serializers.Serializer[Any]):
    """From so many copies of the list together on, so much off each."""

    threshold = serializers.IntegerField(min_value=2, max_value=1_000_000)
    percent = serializers.DecimalField(max_digits=7, decimal_places=4, min_value=0, max_value=100)

    def validate_percent(self, value: Any) -> Any:
        if not value:
            raise serializers.ValidationError(_("Write how much."))
        return value


class StepsSerializer(serializers.Serializer[None]):
    """``steps`` are all there are."""

    steps = StepSerializer(many=True, max_length=_MOST_STEPS)  # type: ignore[call-arg]

    def validate_steps(self, value: list[dict[str, Any]]) -> dict[int, Any]:
        found = {each["threshold"]: each["percent"] for each in value}
        if len(found) < len(value):
            raise serializers.ValidationError(_("There are two steps from one number on."))
        return found


class CouponsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Coupons, the newest first", responses=CouponPageSerializer, tags=["discounts"]
    )
    def get(self, request: Request) -> Response:
        rows = coupon_uses.coupons().prefetch_related("price_lists", "galleries")
        found = pages.page(request, rows, by="-created_at")
        shown = CouponSerializer(found.rows, many=True, context=context())
        return Response({"results": shown.data, "next": found.next})

    @extend_schema(
        summary="Make a coupon", request=NewCouponSerializer,
        responses={201: CouponDetailSerializer}, tags=["discounts"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewCouponSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = campaigns.make_coupon(**asked.validated_data)
        return _shown(made.public_id, status=201)


class CouponView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES}

    @extend_schema(
        summary="One coupon, and who used it", responses=CouponDetailSerializer,
        tags=["discounts"],
    )  # fmt: skip
    def get(self, request: Request, coupon: str) -> Response:
        return _shown(coupon)


class EndingView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES}

    @extend_schema(
        summary="End the campaign now", request=None, responses=CouponDetailSerializer,
        description="It cannot be taken back; orders keep what they got.", tags=["discounts"],
    )  # fmt: skip
    def put(self, request: Request, coupon: str) -> Response:
        campaigns.end(coupon=_coupon_or_404(coupon), at=timezone.now())
        return _shown(coupon)


class QuantityDiscountsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "PUT": permissions.PRICES}

    @extend_schema(
        summary="Discounts by quantity of a price list", responses=StepsSerializer,
        tags=["discounts"],
    )  # fmt: skip
    def get(self, request: Request, price_list: str) -> Response:
        return _steps(list_or_404(price_list))

    @extend_schema(
        summary="Set the discounts by quantity of a price list", request=StepsSerializer,
        responses=StepsSerializer, tags=["discounts"],
    )  # fmt: skip
    def put(self, request: Request, price_list: str) -> Response:
        found = list_or_404(price_list)
        asked = StepsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        campaigns.set_steps(price_list=found, steps=asked.validated_data["steps"])
        return _steps(found)


def _steps(price_list: PriceList) -> Response:
    rows = price_list.discounts.order_by("threshold")
    return Response({"steps": StepSerializer(rows, many=True).data})


def _coupon_or_404(public_id: str) -> Coupon:
    found: Coupon | None = coupon_uses.coupons().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _shown(public_id: str, *, status: int = 200) -> Response:
    found = _coupon_or_404(public_id)
    found.uses_told = coupon_uses.uses(found)  # type: ignore[attr-defined]
    return Response(CouponDetailSerializer(found, context=context()).data, status=status)
