"""What the team hands over itself, what had a problem, and turning downloads off."""

from __future__ import annotations

from typing import ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.changes import ChangeView
from modules.commerce.api.shapes import DeliverySerializer, OrderDetailSerializer
from modules.commerce.models import OrderItem, Parcel
from modules.commerce.services.delivery import (
    correcting,
    forcing,
    handing_over,
    mending,
    withdrawing,
)
from modules.commerce.services.delivery.handing_over import Tracking


class ShipmentSerializer(serializers.Serializer[None]):
    carrier = serializers.CharField(required=False, default="", allow_blank=True, max_length=80)
    number = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    url = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)


class TrackingSerializer(ShipmentSerializer):
    tell_client = serializers.BooleanField(default=False)


class ForcingSerializer(serializers.Serializer[None]):
    sure = serializers.BooleanField(default=False)


class ForcedDeliveryView(ChangeView):
    permissions: ClassVar = {"POST": permissions.MANAGE}

    @extend_schema(
        summary="Deliver although it is not paid",
        description="Lets everything of the order go, prints too; `sure` says that this is meant. "
        "Where no file is ready then, the answer is 204.",
        request=ForcingSerializer, responses={201: DeliverySerializer, 204: None}, tags=["orders"],
    )  # fmt: skip
    def post(self, request: Request, order: str) -> Response:
        sure = self.said(ForcingSerializer)["sure"]
        made = forcing.deliver(order=self.order(), by=self.person(), sure=sure, at=timezone.now())
        if made is None:
            return Response(status=204)
        made.refresh_from_db()
        return Response(DeliverySerializer(made).data, status=201)


class _GoodsView(ChangeView):
    def parcel(self) -> Parcel:
        rows = self.order().parcels.select_related("order")
        found: Parcel | None = rows.filter(public_id=self.kwargs["parcel"]).first()
        if found is None:
            raise Http404
        return found

    def item(self) -> OrderItem:
        rows = self.order().items.filter(public_id=self.kwargs["item"])
        found: OrderItem | None = rows.first()
        if found is None:
            raise Http404
        return found


class ShipmentView(_GoodsView):
    @extend_schema(
        summary="A parcel is with its carrier", request=ShipmentSerializer,
        responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, parcel: str) -> Response:
        tracking = Tracking(**self.said(ShipmentSerializer))
        handing_over.send(
            parcel=self.parcel(), tracking=tracking, by=self.person(), at=timezone.now()
        )
        return self.answer()


class TrackingView(_GoodsView):
    @extend_schema(
        summary="Correct how a sent parcel is followed",
        description="`tell_client` mails the client what is right; the same words change nothing.",
        request=TrackingSerializer, responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, parcel: str) -> Response:
        said = self.said(TrackingSerializer)
        tell = said.pop("tell_client")
        correcting.correct(
            parcel=self.parcel(), tracking=Tracking(**said), tell_client=tell,
            by=self.person(), at=timezone.now(),
        )  # fmt: skip
        return self.answer()


class TakingBackView(_GoodsView):
    @extend_schema(
        summary="A parcel is not gone after all",
        description="Within a day of marking it. Of a parcel that is sent, the client is told.",
        request=None, responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, parcel: str) -> Response:
        correcting.take_back(parcel=self.parcel(), by=self.person(), at=timezone.now())
        return self.answer()


class AnnouncementView(_GoodsView):
    @extend_schema(
        summary="A parcel can be picked up: tell the client", request=None,
        responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, parcel: str) -> Response:
        handing_over.announce(parcel=self.parcel(), by=self.person(), at=timezone.now())
        return self.answer()


class PickUpView(_GoodsView):
    @extend_schema(
        summary="A parcel was picked up", request=None, responses=OrderDetailSerializer,
        tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, parcel: str) -> Response:
        handing_over.picked_up(parcel=self.parcel(), by=self.person(), at=timezone.now())
        return self.answer()


class HandingOverView(_GoodsView):
    @extend_schema(
        summary="A product or service was handed over", request=None,
        responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, item: str) -> Response:
        handing_over.hand_over(item=self.item(), by=self.person(), at=timezone.now())
        return self.answer()


class RetryView(_GoodsView):
    @extend_schema(
        summary="Try an item with a problem again", request=None,
        responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, item: str) -> Response:
        mending.retry(item=self.item(), by=self.person(), at=timezone.now())
        return self.answer()


class OrderWithdrawalView(ChangeView):
    permissions: ClassVar = {"PUT": permissions.MANAGE, "DELETE": permissions.MANAGE}

    @extend_schema(
        summary="Turn the downloads off", request=None, responses=OrderDetailSerializer,
        tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str) -> Response:
        withdrawing.withdraw(order=self.order(), by=self.person(), at=timezone.now())
        return self.answer()

    @extend_schema(
        summary="Turn the downloads on again", responses=OrderDetailSerializer, tags=["orders"]
    )
    def delete(self, request: Request, order: str) -> Response:
        withdrawing.restore(order=self.order(), by=self.person(), at=timezone.now())
        return self.answer()
