"""A quote as the API shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.money.basket import Priced
from modules.commerce.services.costs.shipping import Offered
from modules.commerce.services.quoting import Quote, QuotedLine
from modules.gallery import facade as gallery


class ChosenSerializer(serializers.Serializer[None]):
    option = serializers.CharField()
    choice = serializers.CharField()
    extra = MoneySerializer()


class WaySerializer(serializers.Serializer[None]):
    """``price`` is that of a parcel of nothing else."""

    id = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    price = MoneySerializer()
    chosen = serializers.BooleanField()


class CartItemSerializer(serializers.Serializer[None]):
    """``row`` is null for a photo that is ordered for nothing; ``was`` is the price seen before,
    where it is another one now; ``problem`` the sentence why it cannot be ordered now.
    """

    id = serializers.CharField()
    kind = serializers.CharField()
    row = serializers.CharField(allow_null=True)
    photo = serializers.CharField(allow_null=True)
    gallery = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    description = serializers.CharField()
    choices = ChosenSerializer(many=True)
    quantity = serializers.IntegerField()
    note = serializers.CharField()
    price = MoneySerializer()
    was = MoneySerializer(allow_null=True)
    amount = MoneySerializer()
    discount = MoneySerializer()
    shipping = WaySerializer(many=True)
    small = serializers.CharField()
    orderable = serializers.BooleanField()
    problem = serializers.CharField()


class CartTaxSerializer(serializers.Serializer[None]):
    """``exempt`` says why a rate is not charged; it is empty where it is."""

    name = serializers.CharField()
    percent = serializers.CharField()
    base = MoneySerializer()
    amount = MoneySerializer()
    exempt = serializers.CharField()


class ConsentSerializer(serializers.Serializer[None]):
    kind = serializers.CharField()
    text = serializers.CharField()


class CouponUsedSerializer(serializers.Serializer[None]):
    """``automatic``: it came by itself; a code that is typed stands instead of it."""

    code = serializers.CharField()
    problem = serializers.CharField()
    automatic = serializers.BooleanField()


class CartNeedsSerializer(serializers.Serializer[None]):
    """Parts of each address that are needed: null for no address, [] for a whole one."""

    shipping = serializers.ListField(child=serializers.CharField(), allow_null=True)
    billing = serializers.ListField(child=serializers.CharField(), allow_null=True)
    consents = ConsentSerializer(many=True)


class CartSerializer(serializers.Serializer[None]):
    """``quote`` stands for all that is shown here: whoever orders sends it back."""

    items = CartItemSerializer(many=True)
    count = serializers.IntegerField()
    goods = MoneySerializer()
    discount = MoneySerializer()
    shipping = MoneySerializer()
    tax = MoneySerializer()
    taxes = CartTaxSerializer(many=True)
    total = MoneySerializer()
    prices_include_tax = serializers.BooleanField()
    coupon = CouponUsedSerializer(allow_null=True)
    needs = CartNeedsSerializer()
    refusal = serializers.CharField()
    quote = serializers.CharField()


def item(line: QuotedLine, thumb: gallery.Thumb | None, currency: str) -> dict[str, Any]:
    priced, row = line.priced, line.item.row
    return {
        "id": line.item.public_id,
        "kind": line.kind,
        "row": row.public_id if row else None,
        "photo": line.item.photo_public_id or None,
        "gallery": line.item.gallery.public_id if line.item.gallery else None,
        "name": line.item.name,
        "description": row.name if row else "",
        "choices": [
            {"option": c.option, "choice": c.choice, "extra": money(c.extra, currency)}
            for c in line.chosen
        ],
        "quantity": line.item.quantity,
        "note": line.item.note,
        "price": money(line.unit_price, currency),
        "was": None if line.was is None else money(line.was, currency),
        "amount": money(priced.amount if priced else 0, currency),
        "discount": money(priced.discount if priced else 0, currency),
        "shipping": [_way(way, line, currency) for way in line.ways or ()],
        "small": thumb.url400 if thumb else "",
        "orderable": not line.problem,
        "problem": line.problem,
    }


def cart(quote: Quote, thumbs: Mapping[int, gallery.Thumb]) -> dict[str, Any]:
    needs = quote.needs
    return {
        "items": [
            item(line, thumbs.get(line.item.photo_id or 0), quote.currency) for line in quote.lines
        ],
        "count": len(quote.lines),
        **_sums(quote.priced, quote.currency),
        "prices_include_tax": quote.prices_include_tax,
        "coupon": _coupon(quote) if quote.coupon_code else None,
        "needs": {
            "shipping": needs.shipping,
            "billing": needs.billing,
            "consents": [{"kind": each.kind, "text": each.text} for each in needs.consents],
        },
        "refusal": quote.refusal,
        "quote": quote.digest,
    }


def _coupon(quote: Quote) -> dict[str, Any]:
    return {
        "code": quote.coupon_code,
        "problem": quote.coupon_problem,
        "automatic": not quote.cart.coupon,
    }


def _sums(priced: Priced, currency: str) -> dict[str, Any]:
    return {
        "goods": money(priced.goods, currency),
        "discount": money(priced.discount, currency),
        "shipping": money(priced.shipping, currency),
        "tax": money(priced.tax, currency),
        "taxes": [
            {
                "name": tax.name,
                "percent": f"{tax.percent:.4f}",
                "base": money(tax.base, currency),
                "amount": money(tax.amount, currency),
                "exempt": tax.exempt,
            }
            for tax in priced.taxes
        ],
        "total": money(priced.total, currency),
    }


def _way(way: Offered, line: QuotedLine, currency: str) -> dict[str, Any]:
    chosen = line.way is not None and line.way.profile.pk == way.profile.pk
    return {
        "id": way.profile.public_id,
        "name": way.profile.name,
        "kind": way.profile.kind,
        "price": money(way.amount, currency),
        "chosen": chosen,
    }
