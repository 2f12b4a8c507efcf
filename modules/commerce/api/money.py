"""Money in the API: minor units and an ISO 4217 code."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class MoneySerializer(serializers.Serializer[None]):
    amount = serializers.IntegerField()
    currency = serializers.CharField()


def money(amount: int, currency: str) -> dict[str, Any]:
    return {"amount": amount, "currency": currency}
