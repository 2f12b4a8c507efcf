"""Orders as the API shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.api.order_parts import (
    LineSerializer,
    ParcelSerializer,
    SumsSerializer,
    sums,
)
from modules.commerce.models import Order, OrderItem
from modules.commerce.services.delivery import rights
from safelight.web.forms import one_line


class OrderItemSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    photo = serializers.CharField(source="photo.public_id", default=None, allow_null=True)
    gallery = serializers.CharField(source="gallery.public_id", default=None, allow_null=True)
    name = serializers.CharField()
    note = serializers.CharField()
    state = serializers.CharField()
    method = serializers.CharField()
    price = serializers.SerializerMethodField()
    quantity = serializers.IntegerField()
    kept = serializers.IntegerField()
    line = serializers.CharField(source="line.public_id")
    delivered_at = serializers.DateTimeField(allow_null=True)
    download = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_price(self, item: OrderItem) -> dict[str, Any]:
        return money(item.line.gross, self.context["order"].currency)

    def get_download(self, item: OrderItem) -> str | None:
        """The address that gives the file to whoever may have it; null until it is delivered."""
        order: Order = self.context["order"]
        if not item.is_delivered or not self.context["may_fetch"]:
            return None
        return reverse("commerce_site:download", args=[order.public_id, item.public_id])


class OrderSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    number = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.CharField()
    note = serializers.CharField()
    validation = serializers.CharField()
    payment = serializers.CharField()
    fulfilment = serializers.CharField()
    life = serializers.CharField()
    total = serializers.SerializerMethodField()
    due = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()

    @extend_schema_field(MoneySerializer)
    def get_total(self, order: Order) -> dict[str, Any]:
        return money(order.total, order.currency)

    @extend_schema_field(MoneySerializer)
    def get_due(self, order: Order) -> dict[str, Any]:
        """``total`` without what was left out before it was paid."""
        return money(order.due, order.currency)


class OrderDetailSerializer(OrderSerializer):
    """``may_fetch``: whether what was delivered can be downloaded now."""

    sums = serializers.SerializerMethodField()
    lines = serializers.SerializerMethodField()
    parcels = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()
    may_fetch = serializers.SerializerMethodField()

    @extend_schema_field(SumsSerializer)
    def get_sums(self, order: Order) -> dict[str, Any]:
        return sums(order)

    @extend_schema_field(LineSerializer(many=True))
    def get_lines(self, order: Order) -> Any:
        return LineSerializer(order.lines.select_related("order", "parcel"), many=True).data

    @extend_schema_field(ParcelSerializer(many=True))
    def get_parcels(self, order: Order) -> Any:
        return ParcelSerializer(order.parcels.select_related("order"), many=True).data

    def get_may_fetch(self, order: Order) -> bool:
        return rights.may_fetch(order)

    @extend_schema_field(OrderItemSerializer(many=True))
    def get_items(self, order: Order) -> Any:
        rows = order.items.select_related("photo", "gallery", "line__order")
        context = {"order": order, "may_fetch": rights.may_fetch(order)}
        return OrderItemSerializer(rows, many=True, context=context).data


class OrderPageSerializer(serializers.Serializer[None]):
    results = OrderSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class NewOrderSerializer(serializers.Serializer[None]):
    """``email`` and ``name`` count for a caller who is not signed in."""

    email = serializers.CharField(required=False, default="", allow_blank=True, max_length=254)
    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)
    quote = serializers.CharField(required=False, default="", allow_blank=True, max_length=64)
    consents = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=10
    )

    def validate_name(self, value: str) -> str:
        return one_line(value)


class DeliverySerializer(serializers.Serializer[Any]):
    """``finished_at`` is null while files are still being made."""

    id = serializers.CharField(source="public_id")
    number = serializers.IntegerField()
    photos = serializers.IntegerField(source="items.count")
    before_payment = serializers.BooleanField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RecalculationSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField()
    ready = serializers.IntegerField()
    waiting = serializers.IntegerField()
