"""The caller's own cart; nobody can name another one (``docs/api/scripts.md``)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import selectors
from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.services import carts
from modules.gallery import facade as gallery
from safelight.accounts import visitors
from safelight.api.views import StudioAPIView
from safelight.site import selectors as site


class CartItemSerializer(serializers.Serializer[Any]):
    photo = serializers.CharField(source="item.photo.public_id")
    gallery = serializers.CharField(source="item.gallery.public_id")
    name = serializers.CharField(source="item.photo.name")
    note = serializers.CharField(source="item.note")
    price = serializers.SerializerMethodField()
    small = serializers.SerializerMethodField()
    orderable = serializers.BooleanField()

    @extend_schema_field(MoneySerializer)
    def get_price(self, line: selectors.Line) -> dict[str, Any]:
        return money(0, self.context["currency"])

    def get_small(self, line: selectors.Line) -> str:
        return line.thumb.url400 if line.thumb else ""


class CartSerializer(serializers.Serializer[None]):
    items = CartItemSerializer(many=True)
    count = serializers.IntegerField()
    total = MoneySerializer()


class NewLinesSerializer(serializers.Serializer[None]):
    gallery = serializers.CharField()
    photos = serializers.ListField(
        child=serializers.CharField(max_length=22), allow_empty=False, max_length=carts.MOST_LINES
    )


class NoteSerializer(serializers.Serializer[None]):
    note = serializers.CharField(allow_blank=True, trim_whitespace=True)


class CartView(StudioAPIView):
    @extend_schema(summary="The cart", responses=CartSerializer, tags=["cart"])
    def get(self, request: Request) -> Response:
        return Response(_shown(request))

    @extend_schema(
        summary="Put photos in the cart", request=NewLinesSerializer, responses=CartSerializer,
        tags=["cart"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewLinesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        caller = request._request
        carts.put_in(
            viewer=gallery.viewer_of(caller), visitor=visitors.ensure(caller),
            gallery_public_id=asked.validated_data["gallery"],
            photo_public_ids=asked.validated_data["photos"], at=timezone.now(),
        )  # fmt: skip
        return Response(_shown(request))


class CartItemView(StudioAPIView):
    @extend_schema(
        summary="Say what to do to a photo", request=NoteSerializer, responses=CartItemSerializer,
        tags=["cart"],
    )  # fmt: skip
    def put(self, request: Request, photo: str) -> Response:
        asked = NoteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        visitor = visitors.ensure(request._request)
        note = asked.validated_data["note"]
        item = carts.write_note(visitor=visitor, photo_public_id=photo, note=note)
        (line,) = selectors.lines_of(request._request, [item])
        return Response(CartItemSerializer(line, context=_context()).data)

    @extend_schema(summary="Take a photo out", request=None, responses={204: None}, tags=["cart"])
    def delete(self, request: Request, photo: str) -> Response:
        visitor = visitors.current(request._request)
        if visitor is not None:
            carts.take_out(visitor=visitor, photo_public_id=photo)
        return Response(status=204)


def _shown(request: Request) -> dict[str, Any]:
    lines = selectors.lines(request._request, selectors.cart(request._request))
    context = _context()
    items = CartItemSerializer(lines, many=True, context=context).data
    return {"items": items, "count": len(lines), "total": money(0, context["currency"])}


def _context() -> dict[str, str]:
    return {"currency": site.site_settings().currency}
