"""The caller's own cart; nobody can name another one (``docs/api/scripts.md``)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import selectors
from modules.commerce.api import quotes
from modules.commerce.api.quotes import CartItemSerializer, CartSerializer
from modules.commerce.customers import person_of
from modules.commerce.models import Cart, CartItem
from modules.commerce.services import carts, quoting
from modules.gallery import facade as gallery
from safelight.accounts import visitors
from safelight.api.views import StudioAPIView


class NewLinesSerializer(serializers.Serializer[None]):
    gallery = serializers.CharField()
    photos = serializers.ListField(
        child=serializers.CharField(max_length=22), allow_empty=False, max_length=carts.MOST_LINES
    )


class NoteSerializer(serializers.Serializer[None]):
    note = serializers.CharField(allow_blank=True, trim_whitespace=True)


class CartView(StudioAPIView):
    @extend_schema(
        summary="The cart",
        description="Every line and price is looked at anew.",
        responses=CartSerializer, tags=["cart"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(shown(request))

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
        return Response(shown(request))


class CartItemView(StudioAPIView):
    """A photo that is ordered for nothing, by the photo's id."""

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
        return Response(line_of(request, item))

    @extend_schema(summary="Take a photo out", request=None, responses={204: None}, tags=["cart"])
    def delete(self, request: Request, photo: str) -> Response:
        visitor = visitors.current(request._request)
        if visitor is not None:
            carts.take_out(visitor=visitor, photo_public_id=photo)
        return Response(status=204)


def shown(request: Request) -> dict[str, Any]:
    """The whole cart; looking at it makes none."""
    caller = request._request
    cart = selectors.cart(caller) or Cart()
    quote = quoting.look(
        cart=cart, viewer=gallery.viewer_of(caller), person=person_of(caller),
        at=timezone.now(), email=cart.email,
    )  # fmt: skip
    pairs = [line.item.pair for line in quote.lines if line.item.photo_id]
    return quotes.cart(quote, gallery.thumbnails(request=caller, pairs=pairs))


def line_of(request: Request, item: CartItem) -> dict[str, Any]:
    """The line as it stands in the cart now."""
    rows: list[dict[str, Any]] = shown(request)["items"]
    return next(row for row in rows if row["id"] == item.public_id)
