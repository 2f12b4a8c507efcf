"""Invoices and credit notes: of an order for those who may see it, all of them for the team."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions, selectors
from modules.commerce.api.money import MoneySerializer, money
from modules.commerce.models import Document, Order
from modules.commerce.papers import download
from modules.commerce.services import documents
from safelight.api import pages
from safelight.api.views import StudioAPIView, WorkspaceAPIView


class DocumentSerializer(serializers.Serializer[Any]):
    """``total`` is what is paid, or given back where it is a credit note."""

    id = serializers.CharField(source="public_id")
    kind = serializers.ChoiceField(choices=Document.Kind.choices)
    number = serializers.CharField(source="data.number")
    order = serializers.CharField(source="order.public_id")
    issued_at = serializers.DateTimeField()
    net = serializers.SerializerMethodField()
    tax = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    corrects = serializers.CharField(source="data.corrects.number", default=None, allow_null=True)
    pdf = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_net(self, paper: Document) -> dict[str, Any]:
        return money(paper.data["net"], paper.data["currency"])

    @extend_schema_field(MoneySerializer)
    def get_tax(self, paper: Document) -> dict[str, Any]:
        return money(paper.data["tax"], paper.data["currency"])

    @extend_schema_field(MoneySerializer)
    def get_total(self, paper: Document) -> dict[str, Any]:
        return money(paper.data["total"], paper.data["currency"])

    def get_pdf(self, paper: Document) -> str:
        names = [paper.order.public_id, paper.public_id]
        return reverse("commerce_orders_api:document", args=names)


class DocumentPageSerializer(serializers.Serializer[None]):
    results = DocumentSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class DocumentsView(WorkspaceAPIView):
    permissions: ClassVar[dict[str, str]] = {"GET": permissions.VIEW}

    @extend_schema(
        summary="Invoices and credit notes of the studio", responses=DocumentPageSerializer,
        tags=["orders"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        found = pages.page(request, documents.visible_documents(request._request), by="-issued_at")
        shown = DocumentSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})


class OrderDocumentsView(StudioAPIView):
    @extend_schema(
        summary="Invoices and credit notes of an order", responses=DocumentSerializer(many=True),
        tags=["orders"],
    )  # fmt: skip
    def get(self, request: Request, order: str) -> Response:
        found = _order(request, order).documents.select_related("order").order_by("pk")
        return Response(DocumentSerializer(found, many=True).data)


class DocumentView(StudioAPIView):
    @extend_schema(
        summary="An invoice or credit note as PDF", tags=["orders"],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )  # fmt: skip
    def get(self, request: Request, order: str, document: str) -> HttpResponse:
        papers = _order(request, order).documents
        found: Document | None = papers.filter(public_id=document).first()
        if found is None:
            raise Http404
        return download.answer(found)


def _order(request: Request, public_id: str) -> Order:
    orders = selectors.visible_orders(request._request)
    found: Order | None = orders.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
