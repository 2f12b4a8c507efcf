"""Coupons as the API shows them, and as it is told of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.api.price_rows import WrittenMoneySerializer
from modules.commerce.models import Coupon, PriceList
from modules.commerce.services.costs.coupon_uses import Used
from modules.gallery.models import Gallery

Kind = Coupon.Kind
# What has to be said of one kind, and of no other.
NEEDED = {
    Kind.PERCENT: ("percent",), Kind.AMOUNT: ("amount",), Kind.SHIPPING: (), Kind.TAX: (),
    Kind.BUNDLE: ("buys", "gets"),
}  # fmt: skip


class CouponSerializer(serializers.Serializer[Any]):
    """``used`` counts uses that were not given back; without lists and galleries it is good for
    everything.
    """

    id = serializers.CharField(source="public_id")
    code = serializers.CharField()
    kind = serializers.CharField()
    percent = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    amount = serializers.SerializerMethodField()
    buys = serializers.IntegerField(allow_null=True)
    gets = serializers.IntegerField(allow_null=True)
    is_automatic = serializers.BooleanField()
    minimum = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    most_uses = serializers.IntegerField(allow_null=True)
    once_a_client = serializers.BooleanField()
    price_lists = serializers.SerializerMethodField()
    galleries = serializers.SerializerMethodField()
    used = serializers.IntegerField()

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_amount(self, coupon: Coupon) -> dict[str, Any] | None:
        amount: int | None = coupon.amount
        return None if amount is None else money(amount, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_minimum(self, coupon: Coupon) -> dict[str, Any]:
        return money(coupon.minimum, self.context["currency"])

    def get_price_lists(self, coupon: Coupon) -> list[str]:
        return [each.public_id for each in coupon.price_lists.all()]

    def get_galleries(self, coupon: Coupon) -> list[str]:
        return [each.public_id for each in coupon.galleries.all()]


class CouponUseSerializer(serializers.Serializer[Any]):
    """``released_at``: when the use was given back with its order."""

    order = serializers.CharField(source="use.order.public_id")
    email = serializers.CharField(source="use.email")
    amount = serializers.SerializerMethodField()
    released_at = serializers.DateTimeField(source="use.released_at", allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, used: Used) -> dict[str, Any]:
        return money(used.amount, used.use.order.currency)


class CouponDetailSerializer(CouponSerializer):
    uses = CouponUseSerializer(many=True, source="uses_told")


class CouponPageSerializer(serializers.Serializer[None]):
    results = CouponSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class NewCouponSerializer(serializers.Serializer[None]):
    """``percent`` for that kind, ``amount`` for that, ``buys`` and ``gets`` for a bundle.

    Nothing of a coupon ever changes, but when it ends.
    """

    code = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField(choices=Kind.choices)
    percent = serializers.DecimalField(
        max_digits=7, decimal_places=4, min_value=0, max_value=100, allow_null=True, default=None
    )
    amount = WrittenMoneySerializer(allow_null=True, default=None)
    buys = serializers.IntegerField(min_value=1, max_value=10_000, allow_null=True, default=None)
    gets = serializers.IntegerField(min_value=1, max_value=10_000, allow_null=True, default=None)
    is_automatic = serializers.BooleanField(default=False)
    minimum = WrittenMoneySerializer(allow_null=True, default=None)
    starts_at = serializers.DateTimeField(allow_null=True, default=None)
    ends_at = serializers.DateTimeField(allow_null=True, default=None)
    most_uses = serializers.IntegerField(
        min_value=1, max_value=1_000_000, allow_null=True, default=None
    )
    once_a_client = serializers.BooleanField(default=False)
    price_lists = serializers.ListField(
        child=serializers.CharField(max_length=22), default=list, max_length=500
    )
    galleries = serializers.ListField(
        child=serializers.CharField(max_length=22), default=list, max_length=500
    )

    def validate_amount(self, value: dict[str, Any] | None) -> int | None:
        return value["amount"] if value else None

    def validate_minimum(self, value: dict[str, Any] | None) -> int:
        return value["amount"] if value else 0

    def validate_price_lists(self, value: list[str]) -> list[PriceList]:
        found = list(PriceList.written().filter(public_id__in=value))
        if len(found) < len(set(value)):
            raise serializers.ValidationError(_("There is no such price list."))
        return found

    def validate_galleries(self, value: list[str]) -> list[Gallery]:
        found = list(Gallery.shown().filter(public_id__in=value))
        if len(found) < len(set(value)):
            raise serializers.ValidationError(_("There is no such gallery."))
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wrong: dict[str, list[str]] = {}
        for name in ("percent", "amount", "buys", "gets"):
            if name in NEEDED[attrs["kind"]]:
                if not attrs[name]:
                    wrong[name] = [_("Write how much.")]
            elif attrs[name] is not None:
                wrong[name] = [_("This belongs to another kind of coupon.")]
        starts, ends = attrs["starts_at"], attrs["ends_at"]
        if starts and ends and ends <= starts:
            wrong["ends_at"] = [_("This is before it begins.")]
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs
