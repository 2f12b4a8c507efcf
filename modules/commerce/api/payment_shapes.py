"""Payments and refunds as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.models import Payment, Refund

MOST = 2**53


class PaymentSerializer(serializers.Serializer[Any]):
    """``url`` is where the client pays while the payment is open, else empty."""

    id = serializers.CharField(source="public_id")
    provider = serializers.CharField()
    state = serializers.CharField()
    amount = serializers.SerializerMethodField()
    received = serializers.SerializerMethodField()
    refunded = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    started_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, payment: Payment) -> dict[str, Any]:
        return money(payment.amount, payment.currency)

    @extend_schema_field(MoneySerializer)
    def get_received(self, payment: Payment) -> dict[str, Any]:
        return money(payment.received, payment.currency)

    @extend_schema_field(MoneySerializer)
    def get_refunded(self, payment: Payment) -> dict[str, Any]:
        return money(payment.refunded, payment.currency)

    def get_url(self, payment: Payment) -> str:
        return payment.url if payment.state == Payment.State.OPEN else ""


class RefundSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    state = serializers.CharField()
    amount = serializers.SerializerMethodField()
    reason = serializers.CharField()
    problem = serializers.CharField()
    asked_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, refund: Refund) -> dict[str, Any]:
        return money(refund.amount, refund.order.currency)


class NewPaymentSerializer(serializers.Serializer[None]):
    provider = serializers.CharField(max_length=8)


class PaidSerializer(serializers.Serializer[None]):
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)


class NewRefundSerializer(serializers.Serializer[None]):
    """Amounts in minor units of the order's currency."""

    amount = serializers.IntegerField(
        required=False, default=None, allow_null=True, min_value=1, max_value=MOST
    )
    parts = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=MOST), required=False, default=dict
    )
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)
