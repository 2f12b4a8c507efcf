"""Allocations and statements as the API shows them; amounts in minor units."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class AllocationSerializer(serializers.Serializer[Any]):
    """An item of an order as it was shared when it was sold. ``contributor`` is null where it is
    the studio's own; ``share`` is what it came to so far, 0 until the order is paid.
    """

    id = serializers.CharField(source="public_id")
    order = serializers.CharField(source="sale.order.public_id")
    order_number = serializers.IntegerField()
    photo = serializers.CharField(source="photo.public_id", allow_null=True, default=None)
    contributor = serializers.CharField(
        source="contributor.public_id", allow_null=True, default=None
    )
    contributor_name = serializers.CharField()
    library_name = serializers.CharField()
    file_name = serializers.CharField()
    description = serializers.CharField()
    rule = serializers.CharField()
    percent = serializers.CharField()
    net = serializers.IntegerField()
    cost = serializers.IntegerField()
    share = serializers.IntegerField()
    currency = serializers.CharField()
    sold_at = serializers.DateTimeField()


class StatementSerializer(serializers.Serializer[Any]):
    """Both days are part of the period; ``first_date`` is null from the beginning."""

    id = serializers.CharField(source="public_id")
    number = serializers.IntegerField()
    contributor = serializers.CharField(source="contributor.public_id")
    name = serializers.CharField()
    currency = serializers.CharField()
    first_date = serializers.DateField(allow_null=True)
    last_date = serializers.DateField()
    opening = serializers.IntegerField()
    closing = serializers.IntegerField()
    closed_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(source="payout.run.at", allow_null=True, default=None)


class EntrySerializer(serializers.Serializer[Any]):
    """A line of a statement; ``allocation`` is null for corrections and payouts."""

    kind = serializers.CharField()
    amount = serializers.IntegerField()
    basis = serializers.IntegerField()
    allocation = serializers.CharField(source="allocation.public_id", allow_null=True, default=None)
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class StatementDetailSerializer(StatementSerializer):
    lines = EntrySerializer(many=True)


class AllocationPageSerializer(serializers.Serializer[None]):
    results = AllocationSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class StatementPageSerializer(serializers.Serializer[None]):
    results = StatementSerializer(many=True)
    next = serializers.CharField(allow_null=True)
