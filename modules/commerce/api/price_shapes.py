"""Price lists as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.models import Choice, PriceList, PriceRow


class _Priced(serializers.Serializer[Any]):
    """Needs ``currency`` in the context."""

    def money(self, amount: int) -> dict[str, Any]:
        return money(amount, self.context["currency"])


class ChoiceSerializer(_Priced):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    extra = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_extra(self, choice: Choice) -> dict[str, Any]:
        return self.money(choice.extra)


class OptionSerializer(_Priced):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    choices = ChoiceSerializer(many=True, source="choices.all")


class RowSerializer(_Priced):
    """``format`` is null for the untouched original."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    price = serializers.SerializerMethodField()
    format = serializers.CharField(source="format.public_id", default=None, allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_price(self, row: PriceRow) -> dict[str, Any]:
        return self.money(row.amount)


class PriceListSerializer(_Priced):
    id = serializers.CharField(source="public_id")
    kind = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    item_comments = serializers.BooleanField()
    offer_states = serializers.ListField(child=serializers.CharField())
    only_final_at_once = serializers.BooleanField()
    stock_shown_from = serializers.IntegerField(allow_null=True)
    in_shop = serializers.BooleanField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    rows = serializers.SerializerMethodField()
    options = OptionSerializer(many=True, source="options.all")

    @extend_schema_field(RowSerializer(many=True))
    def get_rows(self, price_list: PriceList) -> Any:
        sold = [row for row in price_list.rows.all() if row.withdrawn_at is None]
        return RowSerializer(sold, many=True, context=self.context).data


class OfferSerializer(_Priced):
    """``stock`` is a sentence for clients, or empty; ``waits``: delivered once it is FINAL."""

    price_list = serializers.CharField(source="price_list.public_id")
    kind = serializers.CharField(source="price_list.kind")
    name = serializers.CharField(source="price_list.name")
    description = serializers.CharField(source="price_list.description")
    item_comments = serializers.BooleanField(source="price_list.item_comments")
    rows = RowSerializer(many=True)
    options = OptionSerializer(many=True, source="price_list.options.all")
    sold_out = serializers.BooleanField(source="is_sold_out")
    stock = serializers.CharField(source="stock_words")
    waits = serializers.BooleanField()
    photos = serializers.IntegerField()
