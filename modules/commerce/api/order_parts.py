"""Lines and parcels of an order as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.models import Order, OrderLine, Parcel


class ChoiceMadeSerializer(serializers.Serializer[Any]):
    option = serializers.CharField()
    choice = serializers.CharField()


class TaxSerializer(serializers.Serializer[Any]):
    """``exempt`` says why a rate is not charged (``coupon``, ``reverse_charge``,
    ``intra_community``); it is empty where it is.
    """

    name = serializers.CharField()
    percent = serializers.CharField()
    amount = serializers.IntegerField()
    exempt = serializers.CharField(default="")


class DiscountSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    amount = serializers.IntegerField()


class _Priced(serializers.Serializer[Any]):
    """``amount`` before discounts; amounts within ``discounts`` and ``taxes`` are minor units."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    amount = serializers.SerializerMethodField()
    discounts = DiscountSerializer(many=True)
    taxes = TaxSerializer(many=True)
    gross = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_amount(self, row: OrderLine | Parcel) -> dict[str, Any]:
        return money(row.amount, row.order.currency)

    @extend_schema_field(MoneySerializer)
    def get_gross(self, row: OrderLine | Parcel) -> dict[str, Any]:
        return money(row.gross, row.order.currency)


class LineSerializer(_Priced):
    """What was bought. ``gross`` is what the client pays for it."""

    kind = serializers.CharField()
    description = serializers.CharField()
    choices = ChoiceMadeSerializer(many=True)
    note = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = serializers.SerializerMethodField()
    parcel = serializers.CharField(source="parcel.public_id", default=None, allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_unit_price(self, line: OrderLine) -> dict[str, Any]:
        return money(line.unit_price, line.order.currency)


class ParcelSerializer(_Priced):
    """Goods that travel together; ``kind`` is ``ship`` or ``pick-up``."""

    kind = serializers.CharField()
    carrier = serializers.CharField()
    tracking = serializers.CharField()
    tracking_url = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)


class SumsSerializer(serializers.Serializer[None]):
    """``total`` is ``goods`` + ``shipping`` − ``discount``, and + ``tax`` unless it is included."""

    goods = MoneySerializer()
    discount = MoneySerializer()
    shipping = MoneySerializer()
    tax = MoneySerializer()
    total = MoneySerializer()
    prices_include_tax = serializers.BooleanField()


def sums(order: Order) -> dict[str, Any]:
    names = ("goods", "discount", "shipping", "tax", "total")
    return {name: money(getattr(order, name), order.currency) for name in names} | {
        "prices_include_tax": order.prices_include_tax
    }
