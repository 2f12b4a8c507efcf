"""What the team does with a lab order itself; each verb is a resource of its own."""

from __future__ import annotations

from typing import ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.labs import permissions
from modules.labs.api.orders import OneView
from modules.labs.api.shapes import LabOrderDetailSerializer
from modules.labs.models import LabOrder
from modules.labs.services import ordering


class LabWindowSerializer(serializers.Serializer[None]):
    hours = serializers.IntegerField(min_value=1, max_value=9999)


class LabRecipientSerializer(serializers.Serializer[None]):
    """Parts that the country does not use may be left out; ``street`` may have several lines."""

    name = serializers.CharField(max_length=120)
    company = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    street = serializers.CharField(max_length=240)
    city = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    region = serializers.CharField(required=False, default="", allow_blank=True, max_length=80)
    postal_code = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    country = serializers.CharField(max_length=2)
    phone = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)


class LabWaySerializer(serializers.Serializer[None]):
    method = serializers.CharField(max_length=60)


class LabGroupSerializer(serializers.Serializer[None]):
    lab_orders = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=2, max_length=200
    )


class SendingView(OneView):
    @extend_schema(
        summary="Send it to the lab now",
        description="Sent before, it stays as it is. While nobody knows whether the lab has it, "
        "the same order is asked for again: it never makes two.",
        request=None, responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        ordering.send(lab_order=self.lab_order(), by=self.person(), at=timezone.now())
        return self.answer()


class WindowView(OneView):
    @extend_schema(
        summary="Wait longer before it is sent", request=LabWindowSerializer,
        responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        hours = self.said(LabWindowSerializer)["hours"]
        ordering.extend(
            lab_order=self.lab_order(), hours=hours, by=self.person(), at=timezone.now()
        )
        return self.answer()


class RecipientView(OneView):
    @extend_schema(
        summary="Send it to another address",
        description="Once the lab has it, the lab is asked; its answer is in `wishes`.",
        request=LabRecipientSerializer, responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        address = self.said(LabRecipientSerializer)
        ordering.redirect(
            lab_order=self.lab_order(), address=address, by=self.person(), at=timezone.now()
        )
        return self.answer()


class WayView(OneView):
    @extend_schema(
        summary="Send it another way",
        description="Once the lab has it, the lab is asked; its answer is in `wishes`.",
        request=LabWaySerializer, responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        method = self.said(LabWaySerializer)["method"]
        ordering.ship_by(
            lab_order=self.lab_order(), method=method, by=self.person(), at=timezone.now()
        )
        return self.answer()


class CancellationView(OneView):
    @extend_schema(
        summary="Do not make it", description="Before the lab has it; see `taking-back` for later.",
        request=None, responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        ordering.cancel(lab_order=self.lab_order(), by=self.person(), at=timezone.now())
        return self.answer()


class InHouseView(OneView):
    @extend_schema(
        summary="Make it in the studio instead", request=None,
        responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        ordering.keep_in_house(lab_order=self.lab_order(), by=self.person(), at=timezone.now())
        return self.answer()


class GroupsView(OneView):
    permissions: ClassVar = {"POST": permissions.SEND}

    @extend_schema(
        summary="Put waiting lab orders together",
        description="Of one lab, which sends them to the studio. The oldest takes the others in.",
        request=LabGroupSerializer, responses={201: LabOrderDetailSerializer}, tags=["labs"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        names = self.said(LabGroupSerializer)["lab_orders"]
        ids = LabOrder.objects.filter(public_id__in=names).values_list("pk", flat=True)
        made = ordering.group(lab_order_ids=list(ids), by=self.person(), at=timezone.now())
        return self.answer(made, status=201)
