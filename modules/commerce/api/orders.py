"""Orders: for the team all of them, for everybody else their own."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import selectors
from modules.commerce.api.shapes import (
    NewOrderSerializer,
    OrderDetailSerializer,
    OrderPageSerializer,
    OrderSerializer,
)
from modules.commerce.customers import customer_of, slow_strangers_down
from modules.commerce.models import Order
from modules.commerce.services.orders import placing
from safelight.api import idempotency, pages
from safelight.api.views import StudioAPIView


class OrdersView(StudioAPIView):
    @extend_schema(summary="Orders", responses=OrderPageSerializer, tags=["orders"])
    def get(self, request: Request) -> Response:
        found = pages.page(request, selectors.visible_orders(request._request), by="-number")
        shown = OrderSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})

    @extend_schema(
        summary="Order what is in the cart",
        description="The `Idempotency-Key` places one order, however often it is sent: the same "
        "body is answered with that order for ever, another body with 422. Without a key, the "
        "cart as it is counts as one. Where anything has a price, `quote` is that of the cart that "
        "was shown, and `consents` are the kinds that the client agreed to: what has changed "
        "meanwhile is refused with 409 `cart_has_changed`, and the cart says what.",
        request=NewOrderSerializer, responses={201: OrderDetailSerializer}, tags=["orders"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewOrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said, at = asked.validated_data, timezone.now()
        slow_strangers_down(request._request, at=at)
        made = placing.place_order(
            customer=customer_of(request._request, email=said["email"], name=said["name"]),
            note=said["note"], key=idempotency.key_of(request._request) or "", at=at,
            seen=said["quote"], consents=said["consents"],
        )  # fmt: skip
        return Response(OrderDetailSerializer(made).data, status=201)


class OrderView(StudioAPIView):
    @extend_schema(summary="One order", responses=OrderDetailSerializer, tags=["orders"])
    def get(self, request: Request, order: str) -> Response:
        found: Order | None = (
            selectors.visible_orders(request._request).filter(public_id=order).first()
        )
        if found is None:
            raise Http404
        return Response(OrderDetailSerializer(found).data)
