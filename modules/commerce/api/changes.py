"""What the team does to an order; each verb is a resource of its own."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.shapes import (
    DeliverySerializer,
    OrderDetailSerializer,
    RecalculationSerializer,
)
from modules.commerce.models import Order
from modules.commerce.services.delivery import delivering, recalculating
from modules.commerce.services.orders import cancelling, leaving_out, validating
from safelight.accounts.models import Person
from safelight.api.views import WorkspaceAPIView


class AcceptanceSerializer(serializers.Serializer[None]):
    accepted = serializers.BooleanField(default=True)
    tell_client = serializers.BooleanField(default=True)


class CancellationSerializer(serializers.Serializer[None]):
    tell_client = serializers.BooleanField(default=False)


class LeavingOutSerializer(serializers.Serializer[None]):
    keep = serializers.IntegerField(default=0, min_value=0, max_value=999_999_999)


class ChangeView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    def order(self) -> Order:
        found: Order | None = Order.objects.filter(public_id=self.kwargs["order"]).first()
        if found is None:
            raise Http404
        return found

    def person(self) -> Person:
        return cast(Person, self.request.user)

    def said(self, shape: type[serializers.Serializer[None]]) -> dict[str, Any]:
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return cast("dict[str, Any]", asked.validated_data)

    def answer(self) -> Response:
        return Response(OrderDetailSerializer(self.order()).data)


class RecalculationView(ChangeView):
    @extend_schema(
        summary="Recalculate", request=None, responses=RecalculationSerializer, tags=["orders"]
    )
    def put(self, request: Request, order: str) -> Response:
        found = recalculating.recalculate(order=self.order(), by=self.person(), at=timezone.now())
        return Response(RecalculationSerializer(found).data)


class DeliveriesView(ChangeView):
    permissions: ClassVar = {"GET": permissions.VIEW, "POST": permissions.MANAGE}

    @extend_schema(summary="Deliveries", responses=DeliverySerializer(many=True), tags=["orders"])
    def get(self, request: Request, order: str) -> Response:
        return Response(DeliverySerializer(self.order().deliveries.all(), many=True).data)

    @extend_schema(
        summary="Deliver what is ready", request=None, responses={201: DeliverySerializer},
        tags=["orders"],
    )  # fmt: skip
    def post(self, request: Request, order: str) -> Response:
        made = delivering.deliver_ready(order=self.order(), by=self.person(), at=timezone.now())
        made.refresh_from_db()
        return Response(DeliverySerializer(made).data, status=201)


class AcceptanceView(ChangeView):
    @extend_schema(
        summary="Accept or decline", request=AcceptanceSerializer, responses=OrderDetailSerializer,
        tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str) -> Response:
        said = self.said(AcceptanceSerializer)
        by, at = self.person(), timezone.now()
        if said["accepted"]:
            validating.accept(order=self.order(), by=by, at=at)
        else:
            tell = said["tell_client"]
            validating.decline(order=self.order(), by=by, at=at, tell_client=tell)
        return self.answer()


class CancellationView(ChangeView):
    @extend_schema(
        summary="Cancel", request=CancellationSerializer, responses=OrderDetailSerializer,
        tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str) -> Response:
        tell = self.said(CancellationSerializer)["tell_client"]
        cancelling.cancel(order=self.order(), by=self.person(), at=timezone.now(), tell_client=tell)
        return self.answer()


class ItemCancellationView(ChangeView):
    @extend_schema(
        summary="Leave an item out, or some copies of it",
        description="`keep` is how many copies the client gets. What is not paid yet falls; what "
        "was paid is given back by a refund.",
        request=LeavingOutSerializer, responses=OrderDetailSerializer, tags=["orders"],
    )  # fmt: skip
    def put(self, request: Request, order: str, item: str) -> Response:
        keep = self.said(LeavingOutSerializer)["keep"]
        found = self.order().items.filter(public_id=item).first()
        if found is None:
            raise Http404
        leaving_out.leave_out(item=found, by=self.person(), at=timezone.now(), keep=keep)
        return self.answer()
