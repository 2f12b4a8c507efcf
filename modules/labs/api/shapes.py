"""Lab orders as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.labs.models import LabOrder, LabParcel


class LabMoneySerializer(serializers.Serializer[None]):
    """``amount`` in minor units."""

    amount = serializers.IntegerField()
    currency = serializers.CharField()


class LabPieceSerializer(serializers.Serializer[Any]):
    """Copies of one product. ``is_live`` is false once its lab order has ended."""

    id = serializers.CharField(source="public_id")
    order = serializers.CharField(source="item.order.public_id")
    item = serializers.CharField(source="item.public_id")
    sku = serializers.CharField()
    attributes = serializers.DictField(child=serializers.CharField())
    copies = serializers.IntegerField()
    words = serializers.CharField()
    reprint = serializers.CharField()
    is_live = serializers.BooleanField()


class LabParcelSerializer(serializers.Serializer[Any]):
    carrier = serializers.CharField()
    service = serializers.CharField()
    tracking = serializers.CharField()
    tracking_url = serializers.CharField()
    sent_at = serializers.DateTimeField()
    pieces = serializers.SerializerMethodField()

    def get_pieces(self, parcel: LabParcel) -> list[str]:
        return [piece.public_id for piece in parcel.pieces.all()]


class LabChargeSerializer(serializers.Serializer[Any]):
    """What the lab bills; ``kind`` is ``item``, ``shipping``, ``refund`` or ``other``."""

    kind = serializers.CharField()
    amount = serializers.IntegerField()
    currency = serializers.CharField()


class LabIssueSerializer(serializers.Serializer[Any]):
    """``piece`` is empty where it is about all of it. ``is_passing``: the lab still tries."""

    code = serializers.CharField()
    sentence = serializers.CharField()
    piece = serializers.CharField()
    url = serializers.CharField()
    is_passing = serializers.BooleanField()


class LabWishSerializer(serializers.Serializer[Any]):
    """What the lab was asked for; ``answered_at`` is null until it answers."""

    kind = serializers.CharField()
    wished_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    is_granted = serializers.BooleanField()
    sentence = serializers.CharField()


class LabOrderSerializer(serializers.Serializer[Any]):
    """``decide_by`` is the end of the approval window; null waits for a person."""

    id = serializers.CharField(source="public_id")
    reference = serializers.CharField()
    lab = serializers.CharField(source="connection.name")
    state = serializers.CharField()
    stage = serializers.CharField()
    lab_id = serializers.CharField()
    problem = serializers.CharField()
    to_studio = serializers.BooleanField()
    method = serializers.CharField()
    created_at = serializers.DateTimeField()
    decide_by = serializers.DateTimeField(allow_null=True)
    at_end = serializers.CharField()


class LabOrderDetailSerializer(LabOrderSerializer):
    """``quoted`` is what it was expected to cost when it was sent; null where nobody said."""

    recipient = serializers.DictField(child=serializers.CharField())
    pieces = LabPieceSerializer(many=True)
    parcels = LabParcelSerializer(many=True)
    charges = LabChargeSerializer(many=True)
    issues = LabIssueSerializer(many=True)
    wishes = LabWishSerializer(many=True)
    quoted = serializers.SerializerMethodField()

    @extend_schema_field(LabMoneySerializer(allow_null=True))
    def get_quoted(self, lab_order: LabOrder) -> dict[str, Any] | None:
        if lab_order.quoted is None:
            return None
        return {"amount": lab_order.quoted, "currency": lab_order.currency}


class LabOrderPageSerializer(serializers.Serializer[None]):
    results = LabOrderSerializer(many=True)
    next = serializers.CharField(allow_null=True)
