"""Money of an order: paying, marking as paid, giving back.

What asks a provider runs outside a transaction, so an ``Idempotency-Key`` is not kept there: such
requests may be repeated by nature.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from modules.commerce import permissions, selectors
from modules.commerce.api.payment_shapes import (
    NewPaymentSerializer,
    NewRefundSerializer,
    PaidSerializer,
    PaymentSerializer,
    RefundSerializer,
)
from modules.commerce.models import Order
from modules.commerce.services import paying
from modules.commerce.services.paying import parts
from safelight.accounts.models import Person
from safelight.api import idempotency
from safelight.api.views import StudioAPIView, WorkspaceAPIView
from safelight.kernel import public_id
from safelight.kernel.marks import not_while_acting


class _AsksProviders(StudioAPIView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Not StudioAPIView's, which would open a transaction where a key is sent.
        return APIView.dispatch(self, request, *args, **kwargs)

    def order(self) -> Order:
        rows = selectors.visible_orders(self.request._request)
        found: Order | None = rows.filter(public_id=self.kwargs["order"]).first()
        if found is None:
            raise Http404
        return found

    def said(self, shape: type[serializers.Serializer[None]]) -> dict[str, Any]:
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return cast("dict[str, Any]", asked.validated_data)


class PaymentsView(_AsksProviders):
    @extend_schema(
        summary="Payments of an order", responses=PaymentSerializer(many=True), tags=["payments"]
    )
    def get(self, request: Request, order: str) -> Response:
        rows = self.order().payments.select_related("order").order_by("pk")
        return Response(PaymentSerializer(rows, many=True).data)

    @extend_schema(
        summary="Begin to pay",
        description="Answers with the address at the provider where the client pays. Asked again, "
        "it answers with the payment that has begun.",
        request=NewPaymentSerializer, responses={201: PaymentSerializer}, tags=["payments"],
    )  # fmt: skip
    def post(self, request: Request, order: str) -> Response:
        provider = self.said(NewPaymentSerializer)["provider"]
        made = paying.start(order=self.order(), provider=provider, at=timezone.now())
        return Response(PaymentSerializer(made).data, status=201)


@not_while_acting
class PaidView(_AsksProviders, WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PAYMENTS}

    @extend_schema(
        summary="Mark as paid", request=PaidSerializer, responses=PaymentSerializer,
        tags=["payments"],
    )  # fmt: skip
    def put(self, request: Request, order: str) -> Response:
        made = paying.mark_paid(
            order=_any_order(order), by=cast(Person, request.user),
            note=self.said(PaidSerializer)["note"], at=timezone.now(),
        )  # fmt: skip
        return Response(PaymentSerializer(made).data)


@not_while_acting
class RefundsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.PAYMENTS, "POST": permissions.PAYMENTS}

    @extend_schema(
        summary="Refunds of an order", responses=RefundSerializer(many=True), tags=["payments"]
    )
    def get(self, request: Request, order: str) -> Response:
        rows = _any_order(order).refunds.select_related("order").order_by("pk")
        return Response(RefundSerializer(rows, many=True).data)

    @extend_schema(
        summary="Give money back",
        description="`parts` names lines and parcels with minor units of each; `amount` is spread "
        "over the order; without either, everything that is left goes back. The "
        "`Idempotency-Key` gives back once.",
        request=NewRefundSerializer, responses={201: RefundSerializer}, tags=["payments"],
    )  # fmt: skip
    def post(self, request: Request, order: str) -> Response:
        asked = NewRefundSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = _any_order(order)
        # A key of a program may be longer than ours; the API's record of it makes it one refund.
        key = (idempotency.key_of(request._request) or public_id.new())[:64]
        made = paying.refund(
            order=found, parts=_wanted(found, asked.validated_data),
            reason=asked.validated_data["reason"], by=cast(Person, request.user), key=key,
            at=timezone.now(),
        )  # fmt: skip
        made.refresh_from_db()
        return Response(RefundSerializer(made).data, status=201)


def _any_order(order: str) -> Order:
    """Any of the studio's; whoever asks has passed the permission of the view."""
    found: Order | None = Order.objects.filter(public_id=order).first()
    if found is None:
        raise Http404
    return found


def _wanted(order: Order, said: dict[str, Any]) -> list[paying.Part]:
    if said["parts"]:
        there = {part.of.public_id: part.of for part in parts.left(order)}
        unknown = [name for name in said["parts"] if name not in there]
        if unknown:
            raise serializers.ValidationError({"parts": unknown})
        return [paying.Part(there[name], amount) for name, amount in said["parts"].items()]
    if said["amount"] is not None:
        return paying.of_amount(order, said["amount"])
    return paying.everything_left(order)
