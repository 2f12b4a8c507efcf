"""Ways to ship as the API shows them, and as it is told of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.api.price_rows import WrittenMoneySerializer
from modules.commerce.models import (
    ShippingPrice,
    ShippingProfile,
    ShippingTier,
    TaxProfile,
    Territory,
)
from modules.commerce.services.costs.shipping_rules.profiles import Place
from safelight.web.forms import one_line


class TierSerializer(serializers.Serializer[Any]):
    """The one with the highest ``priority`` in a parcel sets its price."""

    id = serializers.CharField(source="public_id", read_only=True)
    name = serializers.CharField(max_length=60)
    priority = serializers.IntegerField(read_only=True)

    def validate_name(self, value: str) -> str:
        return one_line(value)


class TerritorySerializer(serializers.Serializer[Any]):
    """``countries`` are ISO 3166-1 alpha-2; each is in one territory at most."""

    id = serializers.CharField(source="public_id", read_only=True)
    name = serializers.CharField(max_length=60)
    countries = serializers.ListField(
        child=serializers.CharField(max_length=2), allow_empty=False, max_length=300
    )

    def validate_name(self, value: str) -> str:
        return one_line(value)


class ShippingPriceSerializer(serializers.Serializer[Any]):
    """What a parcel costs; ``territory`` is null for every country without a price of its own."""

    tier = serializers.CharField(source="tier.public_id")
    territory = serializers.CharField(source="territory.public_id", default=None, allow_null=True)
    price = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_price(self, row: ShippingPrice) -> dict[str, Any]:
        return money(row.amount, self.context["currency"])


class ShippingProfileSerializer(serializers.Serializer[Any]):
    """``tax_profile`` is null for the studio's usual one."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    kind = serializers.CharField()
    instructions = serializers.CharField()
    tax_profile = serializers.CharField(
        source="tax_profile.public_id", default=None, allow_null=True
    )
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    prices = ShippingPriceSerializer(many=True, source="prices.all")


class WrittenShippingPriceSerializer(serializers.Serializer[None]):
    tier = serializers.CharField(max_length=22)
    territory = serializers.CharField(max_length=22, allow_null=True, default=None)
    price = WrittenMoneySerializer()


class WrittenShippingProfileSerializer(serializers.Serializer[None]):
    """``prices`` are all there are: a place without one is not served."""

    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(
        choices=ShippingProfile.Kind.choices, default=ShippingProfile.Kind.SHIP
    )
    instructions = serializers.CharField(max_length=2000, allow_blank=True, default="")
    tax_profile = serializers.CharField(max_length=22, allow_null=True, default=None)
    prices = WrittenShippingPriceSerializer(many=True, default=list)

    def validate_name(self, value: str) -> str:
        return one_line(value)

    def validate_tax_profile(self, value: str | None) -> TaxProfile | None:
        if value is None:
            return None
        found: TaxProfile | None = TaxProfile.objects.filter(public_id=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such tax profile."))
        return found

    def validate_prices(self, value: list[dict[str, Any]]) -> dict[Place, int]:
        """Prices by place. Raises ``ValidationError`` for places that are none, or come twice."""
        tiers = dict(ShippingTier.objects.values_list("public_id", "pk"))
        territories = dict(Territory.objects.values_list("public_id", "pk"))
        found: dict[Place, int] = {}
        for each in value:
            tier, territory = each["tier"], each["territory"]
            if tier not in tiers or (territory is not None and territory not in territories):
                raise serializers.ValidationError(_("There is no such tier or territory."))
            place = tiers[tier], None if territory is None else territories[territory]
            if place in found:
                raise serializers.ValidationError(_("There are two prices for one place."))
            found[place] = each["price"]["amount"]
        return found
