"""Price lists, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.price_shapes import PriceListSerializer
from modules.commerce.models import PriceList
from modules.commerce.services.pricelists import lists
from modules.gallery.models import PhotoState
from safelight.api.views import WorkspaceAPIView
from safelight.site import selectors as site
from safelight.web.forms import one_line


class NewListSerializer(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=PriceList.Kind.choices)
    name = serializers.CharField(max_length=120)

    def validate_name(self, value: str) -> str:
        return one_line(value)


class ChangedListSerializer(serializers.Serializer[None]):
    """What is left out stays as it is."""

    name = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=5000, allow_blank=True)
    item_comments = serializers.BooleanField()
    offer_states = serializers.ListField(child=serializers.ChoiceField(choices=PhotoState.choices))
    only_final_at_once = serializers.BooleanField()
    stock_shown_from = serializers.IntegerField(min_value=0, max_value=1_000_000, allow_null=True)
    in_shop = serializers.BooleanField()

    def validate_name(self, value: str) -> str:
        return one_line(value)


class PriceListsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "POST": permissions.PRICES}

    @extend_schema(
        summary="Price lists in their order", responses=PriceListSerializer(many=True),
        tags=["prices"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(PriceListSerializer(_all(), many=True, context=context()).data)

    @extend_schema(
        summary="Make a price list", request=NewListSerializer,
        responses={201: PriceListSerializer}, tags=["prices"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewListSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return shown(lists.create(**asked.validated_data), status=201)


class PriceListView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PRICES, "PATCH": permissions.PRICES}

    @extend_schema(summary="One price list", responses=PriceListSerializer, tags=["prices"])
    def get(self, request: Request, price_list: str) -> Response:
        return shown(list_or_404(price_list))

    @extend_schema(
        summary="Change a price list", request=ChangedListSerializer(partial=True),
        responses=PriceListSerializer, tags=["prices"],
    )  # fmt: skip
    def patch(self, request: Request, price_list: str) -> Response:
        found = list_or_404(price_list)
        asked = ChangedListSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        return shown(lists.change(price_list=found, **asked.validated_data))


class WithdrawalView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Sell it no more", request=None, responses=PriceListSerializer, tags=["prices"]
    )
    def put(self, request: Request, price_list: str) -> Response:
        found = list_or_404(price_list)
        lists.withdraw(price_list=found, at=timezone.now())
        return shown(found)

    @extend_schema(
        summary="Sell it again", request=None, responses=PriceListSerializer, tags=["prices"]
    )
    def delete(self, request: Request, price_list: str) -> Response:
        found = list_or_404(price_list)
        lists.restore(price_list=found)
        return shown(found)


def list_or_404(public_id: str) -> PriceList:
    found: PriceList | None = _all().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def shown(price_list: PriceList, *, status: int = 200) -> Response:
    return Response(PriceListSerializer(price_list, context=context()).data, status=status)


def context() -> dict[str, Any]:
    return {"currency": site.site_settings().currency}


def _all() -> QuerySet[PriceList]:
    return PriceList.written().prefetch_related("rows__format", "options__choices")
