"""Accounts with labs, what they make, and what changed there, as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.labs.api.shapes import LabMoneySerializer
from modules.labs.models import CatalogueAlert, WindowEnd
from modules.labs.services.catalogue.margins import Margin


class LabSerializer(serializers.Serializer[Any]):
    """``kind`` is the adapter's code; ``trouble`` is empty while the account works."""

    id = serializers.CharField(source="public_id")
    kind = serializers.CharField(source="lab")
    name = serializers.CharField()
    connected_at = serializers.DateTimeField()
    trouble = serializers.CharField()


class LabVariantSerializer(serializers.Serializer[Any]):
    """``pixels``: print area to width and height; ``ships_to`` is empty where nothing is said."""

    attributes = serializers.DictField(child=serializers.CharField())
    ships_to = serializers.ListField(child=serializers.CharField())
    pixels = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))


class LabProductSerializer(serializers.Serializer[Any]):
    """Lengths in millimetres, 0 where it has none."""

    id = serializers.CharField(source="public_id")
    sku = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    wrap = serializers.IntegerField()
    variants = LabVariantSerializer(many=True)
    fetched_at = serializers.DateTimeField()
    gone_at = serializers.DateTimeField(allow_null=True)


class LabProductPageSerializer(serializers.Serializer[Any]):
    results = LabProductSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class WantedProductsSerializer(serializers.Serializer[None]):
    """Without ``skus`` all that the lab lists."""

    skus = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=500, required=False
    )


class LabChangeSerializer(serializers.Serializer[Any]):
    """``was`` and ``now`` have what differs: costs by variant, or parts of the description."""

    id = serializers.CharField(source="public_id")
    kind = serializers.ChoiceField(choices=CatalogueAlert.Kind.choices)
    product = serializers.CharField(source="product.public_id")
    was = serializers.JSONField()
    now = serializers.JSONField()
    raised_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)


class DecisionSerializer(serializers.Serializer[None]):
    """``keep`` the prices, ``apply`` the list's rule to the product, or ``stop`` selling it."""

    decision = serializers.ChoiceField(choices=["keep", "apply", "stop"])


class ListLabSerializer(serializers.Serializer[Any]):
    """How a price list reaches its lab."""

    lab = serializers.CharField(source="connection.public_id")
    auto_submit = serializers.BooleanField()
    window_hours = serializers.IntegerField()
    window_end = serializers.ChoiceField(choices=WindowEnd.choices)
    to_studio = serializers.BooleanField()


class WrittenListLabSerializer(serializers.Serializer[None]):
    lab = serializers.CharField(max_length=22)
    auto_submit = serializers.BooleanField(default=True)
    window_hours = serializers.IntegerField(default=0, min_value=0, max_value=720)
    window_end = serializers.ChoiceField(choices=WindowEnd.choices, default=WindowEnd.SEND)
    to_studio = serializers.BooleanField(default=False)


class MarginSerializer(serializers.Serializer[Any]):
    """Of the choice that leaves least, sent home. ``left`` is null where the cost is not known, or
    in another currency than the studio's."""

    row = serializers.CharField(source="lab_row.row.public_id")
    product = serializers.CharField(source="lab_row.product.public_id")
    retail = serializers.SerializerMethodField()
    net = serializers.SerializerMethodField()
    cost = serializers.SerializerMethodField()
    shipping = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()

    @extend_schema_field(LabMoneySerializer)
    def get_retail(self, margin: Margin) -> dict[str, Any]:
        return self._own(margin.retail)

    @extend_schema_field(LabMoneySerializer)
    def get_net(self, margin: Margin) -> dict[str, Any]:
        return self._own(margin.net)

    @extend_schema_field(LabMoneySerializer(allow_null=True))
    def get_cost(self, margin: Margin) -> dict[str, Any] | None:
        cost = margin.cost
        return {"amount": cost.amount, "currency": cost.currency} if cost else None

    @extend_schema_field(LabMoneySerializer(allow_null=True))
    def get_shipping(self, margin: Margin) -> dict[str, Any] | None:
        cost = margin.cost
        return {"amount": cost.shipping, "currency": cost.currency} if cost else None

    @extend_schema_field(LabMoneySerializer(allow_null=True))
    def get_left(self, margin: Margin) -> dict[str, Any] | None:
        return self._own(margin.left) if margin.is_comparable else None

    def _own(self, amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": self.context["currency"]}
