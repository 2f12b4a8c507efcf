"""What the team asks of a lab, says for it, or has made again."""

from __future__ import annotations

from typing import ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce.facade import Tracking
from modules.labs import permissions
from modules.labs.api.orders import OneView
from modules.labs.api.shapes import LabOrderDetailSerializer
from modules.labs.models import LabWish
from modules.labs.services import ordering


class LabThenSerializer(serializers.Serializer[None]):
    """``keep``: it stays for another attempt. ``leave_out``: the client does not get it."""

    then = serializers.ChoiceField(choices=["keep", "leave_out"], default="keep")


class LabShipmentSerializer(serializers.Serializer[None]):
    """``pieces`` are those of the parcel; empty for all that are in none."""

    carrier = serializers.CharField(required=False, default="", allow_blank=True, max_length=80)
    number = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    url = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)
    pieces = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=500
    )


class LabFramingSerializer(serializers.Serializer[None]):
    """Sides as fractions of the photo, once it is turned (degrees, clockwise)."""

    left = serializers.FloatField(min_value=0, max_value=1)
    top = serializers.FloatField(min_value=0, max_value=1)
    width = serializers.FloatField(min_value=0, max_value=1)
    height = serializers.FloatField(min_value=0, max_value=1)
    turned = serializers.ChoiceField(choices=[0, 90, 180, 270], default=0)
    fit = serializers.ChoiceField(choices=["crop", "border"], default="crop")


class LabReprintSerializer(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=200)
    copies = serializers.IntegerField(required=False, default=None, allow_null=True, min_value=1)


class TakingBackView(OneView):
    @extend_schema(
        summary="Ask the lab to take it back",
        description="The answer is in `wishes`. What the lab charges nevertheless is its own rule.",
        request=LabThenSerializer, responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        ordering.wish(
            lab_order=self.lab_order(), kind=LabWish.Kind.CANCEL,
            detail={"then": self.said(LabThenSerializer)["then"]}, by=self.person(),
            at=timezone.now(),
        )  # fmt: skip
        return self.answer()


class AgreementView(OneView):
    @extend_schema(
        summary="The lab agreed outside not to make it", request=LabThenSerializer,
        responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str) -> Response:
        then = self.said(LabThenSerializer)["then"]
        ordering.agreed(lab_order=self.lab_order(), then=then, by=self.person(), at=timezone.now())
        return self.answer()


class AgainView(OneView):
    permissions: ClassVar = {"POST": permissions.SEND}

    @extend_schema(
        summary="Send the order to the lab once more",
        description="For labs that get orders as mails or files: told that it is the same order.",
        request=None, responses={201: LabOrderDetailSerializer}, tags=["labs"],
    )  # fmt: skip
    def post(self, request: Request, lab_order: str) -> Response:
        ordering.wish(
            lab_order=self.lab_order(), kind=LabWish.Kind.AGAIN, detail={},
            by=self.person(), at=timezone.now(),
        )  # fmt: skip
        return self.answer(status=201)


class ParcelsView(OneView):
    permissions: ClassVar = {"POST": permissions.SEND}

    @extend_schema(
        summary="A lab that tells nothing has sent a parcel", request=LabShipmentSerializer,
        responses={201: LabOrderDetailSerializer}, tags=["labs"],
    )  # fmt: skip
    def post(self, request: Request, lab_order: str) -> Response:
        said = self.said(LabShipmentSerializer)
        pieces = said.pop("pieces")
        ordering.sent(
            lab_order=self.lab_order(), tracking=Tracking(**said), by=self.person(),
            at=timezone.now(), piece_public_ids=pieces,
        )  # fmt: skip
        return self.answer(status=201)


class FramingView(OneView):
    @extend_schema(
        summary="Print another part of the photo", request=LabFramingSerializer,
        responses=LabOrderDetailSerializer, tags=["labs"],
    )  # fmt: skip
    def put(self, request: Request, lab_order: str, piece: str) -> Response:
        ordering.frame(
            lab_order=self.lab_order(), item=self.piece().item,
            framing=self.said(LabFramingSerializer), by=self.person(), at=timezone.now(),
        )  # fmt: skip
        return self.answer()


class ReprintsView(OneView):
    permissions: ClassVar = {"POST": permissions.SEND}

    @extend_schema(
        summary="Make a print again", description="The client pays nothing for it.",
        request=LabReprintSerializer, responses={201: LabOrderDetailSerializer}, tags=["labs"],
    )  # fmt: skip
    def post(self, request: Request, lab_order: str, piece: str) -> Response:
        said = self.said(LabReprintSerializer)
        made = ordering.reprint(
            piece=self.piece(), reason=said["reason"], copies=said["copies"],
            by=self.person(), at=timezone.now(),
        )  # fmt: skip
        return self.answer(made, status=201)
