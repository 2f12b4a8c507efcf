"""Rows of a price list, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.price_shapes import RowSerializer
from modules.commerce.api.pricelists import context, list_or_404
from modules.commerce.models import PriceRow
from modules.commerce.money.currencies import MOST
from modules.commerce.services.pricelists import rows
from modules.gallery.models import DeliveryFormat
from safelight.api.views import WorkspaceAPIView
from safelight.site import selectors as site
from safelight.web.forms import one_line


class WrittenMoneySerializer(serializers.Serializer[None]):
    """Money in the studio's own currency."""

    amount = serializers.IntegerField(min_value=0, max_value=MOST)
    currency = serializers.CharField(max_length=3)

    def validate_currency(self, value: str) -> str:
        if value != site.site_settings().currency:
            raise serializers.ValidationError(_("The studio sells in another currency."))
        return value


class WrittenRowSerializer(serializers.Serializer[None]):
    """``format``: a delivery format's id; null for the untouched original."""

    name = serializers.CharField(max_length=120)
    price = WrittenMoneySerializer()
    format = serializers.CharField(max_length=22, allow_null=True, default=None)

    def validate_name(self, value: str) -> str:
        return one_line(value)

    def validate_format(self, value: str | None) -> DeliveryFormat | None:
        if value is None:
            return None
        found: DeliveryFormat | None = DeliveryFormat.objects.filter(public_id=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such format."))
        return found

    def fields_of_row(self) -> dict[str, Any]:
        said = self.validated_data
        return {
            "name": said["name"],
            "amount": said["price"]["amount"],
            "format": said["format"],
        }


class RowsView(WorkspaceAPIView):
    permissions: ClassVar = {"POST": permissions.PRICES}

    @extend_schema(
        summary="Add a price", request=WrittenRowSerializer, responses={201: RowSerializer},
        tags=["prices"],
    )  # fmt: skip
    def post(self, request: Request, price_list: str) -> Response:
        found = list_or_404(price_list)
        made = rows.add(price_list=found, **_asked(request))
        return Response(RowSerializer(made, context=context()).data, status=201)


class RowView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.PRICES, "DELETE": permissions.PRICES}

    @extend_schema(
        summary="Change a price", request=WrittenRowSerializer, responses=RowSerializer,
        tags=["prices"],
    )  # fmt: skip
    def put(self, request: Request, price_list: str, row: str) -> Response:
        changed = rows.change(row=_row_or_404(price_list, row), **_asked(request))
        return Response(RowSerializer(changed, context=context()).data)

    @extend_schema(
        summary="Sell it no more", request=None, responses={204: None}, tags=["prices"]
    )  # fmt: skip
    def delete(self, request: Request, price_list: str, row: str) -> Response:
        rows.withdraw(row=_row_or_404(price_list, row), at=timezone.now())
        return Response(status=204)


def _asked(request: Request) -> dict[str, Any]:
    asked = WrittenRowSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return asked.fields_of_row()


def _row_or_404(price_list: str, row: str) -> PriceRow:
    sold = PriceRow.objects.filter(withdrawn_at=None, price_list__public_id=price_list)
    found: PriceRow | None = sold.filter(public_id=row).first()
    if found is None:
        raise Http404
    return found
