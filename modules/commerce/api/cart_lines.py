"""What price lists sell, in the caller's cart: lines, coupon, and what the checkout asks for."""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce.api.cart import line_of, shown
from modules.commerce.api.quotes import CartItemSerializer, CartSerializer
from modules.commerce.services import addresses, carts
from modules.gallery import facade as gallery
from safelight.accounts import visitors
from safelight.api.views import StudioAPIView


class FramingSerializer(serializers.Serializer[None]):
    """The part of a photo that is printed: fractions of its sides, once it is turned (degrees)."""

    left = serializers.FloatField()
    top = serializers.FloatField()
    width = serializers.FloatField()
    height = serializers.FloatField()
    turned = serializers.IntegerField(default=0)
    fit = serializers.ChoiceField(choices=["crop", "border"], default="crop")


class NewLineSerializer(serializers.Serializer[None]):
    """Prices are never taken from here: they are the studio's."""

    row = serializers.CharField(max_length=22)
    gallery = serializers.CharField(required=False, default=None, allow_null=True, max_length=22)
    photo = serializers.CharField(required=False, default=None, allow_null=True, max_length=22)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=22), required=False, default=list, max_length=50
    )
    quantity = serializers.IntegerField(
        required=False, default=1, min_value=1, max_value=carts.MOST_COPIES
    )
    note = serializers.CharField(required=False, default="", allow_blank=True)
    framing = FramingSerializer(required=False, default=None, allow_null=True)


class LineChangeSerializer(serializers.Serializer[None]):
    quantity = serializers.IntegerField(required=False, min_value=1, max_value=carts.MOST_COPIES)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=22), required=False, max_length=50
    )
    note = serializers.CharField(required=False, allow_blank=True)
    shipping = serializers.CharField(required=False, max_length=22)
    framing = FramingSerializer(required=False)


class CouponCodeSerializer(serializers.Serializer[None]):
    code = serializers.CharField(max_length=60)


class AddressSerializer(serializers.Serializer[None]):
    """Which parts are needed depends on the country."""

    def get_fields(self) -> dict[str, Any]:
        return {
            part: serializers.CharField(
                required=False, default="", allow_blank=True, max_length=most
            )
            for part, most in addresses.LONGEST.items()
        }


class AddressesSerializer(serializers.Serializer[None]):
    """``billing`` counts where nothing is shipped, or the invoice goes elsewhere."""

    shipping = AddressSerializer(required=False, allow_null=True)
    billing = AddressSerializer(required=False, allow_null=True)


class CartLinesView(StudioAPIView):
    @extend_schema(
        summary="Put something of a price list in the cart",
        description="An equal line grows by the quantity.",
        request=NewLineSerializer, responses={201: CartItemSerializer}, tags=["cart"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        said = _said(NewLineSerializer, request)
        caller = request._request
        item = carts.add(
            viewer=gallery.viewer_of(caller), visitor=visitors.ensure(caller),
            gallery_public_id=said["gallery"], photo_public_id=said["photo"],
            row_public_id=said["row"], choice_public_ids=said["choices"],
            quantity=said["quantity"], note=said["note"], at=timezone.now(),
            framing=said["framing"],
        )  # fmt: skip
        return Response(line_of(request, item), status=201)


class CartLineView(StudioAPIView):
    @extend_schema(
        summary="Change a line", request=LineChangeSerializer, responses=CartItemSerializer,
        tags=["cart"],
    )  # fmt: skip
    def patch(self, request: Request, line: str) -> Response:
        said = _said(LineChangeSerializer, request)
        caller = request._request
        item = carts.change(
            viewer=gallery.viewer_of(caller), visitor=visitors.ensure(caller),
            item_public_id=line, to=carts.Change(**said),
        )  # fmt: skip
        return Response(line_of(request, item))

    @extend_schema(summary="Take a line out", request=None, responses={204: None}, tags=["cart"])
    def delete(self, request: Request, line: str) -> Response:
        visitor = visitors.current(request._request)
        if visitor is not None:
            carts.remove(visitor=visitor, item_public_ids=[line])
        return Response(status=204)


class CartCouponView(StudioAPIView):
    @extend_schema(
        summary="Use a coupon",
        description="The cart's `coupon.problem` says why it takes nothing off.",
        request=CouponCodeSerializer, responses=CartSerializer, tags=["cart"],
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        code = _said(CouponCodeSerializer, request)["code"]
        carts.use_code(visitor=visitors.ensure(request._request), code=code)
        return Response(shown(request))

    @extend_schema(summary="Use no coupon", request=None, responses={204: None}, tags=["cart"])
    def delete(self, request: Request) -> Response:
        visitor = visitors.current(request._request)
        if visitor is not None:
            carts.use_code(visitor=visitor, code="")
        return Response(status=204)


class CartAddressesView(StudioAPIView):
    @extend_schema(
        summary="Say where it goes", request=AddressesSerializer, responses=CartSerializer,
        tags=["cart"],
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        said = _said(AddressesSerializer, request)
        shipping, billing = said.get("shipping") or {}, said.get("billing") or {}
        for address in (shipping, billing):
            if address:
                addresses.check_country(address)
        other = {"other": "1"} if shipping and billing else {}
        carts.tell(
            visitor=visitors.ensure(request._request), shipping=shipping,
            billing={**billing, **other},
        )  # fmt: skip
        return Response(shown(request))


def _said(shape: type[serializers.Serializer[None]], request: Request) -> dict[str, Any]:
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    return cast("dict[str, Any]", asked.validated_data)
