"""A studio's domains, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from safelight.api.views import WorkspaceAPIView
from safelight.domains import selectors
from safelight.domains.models import Claim
from safelight.domains.services import claiming, routing
from tenants.context import current_studio

MAY = "site.manage"


class DomainSerializer(serializers.Serializer[Any]):
    """``record_name`` and ``record_value`` are the TXT record that proves it."""

    id = serializers.CharField(source="public_id")
    host = serializers.CharField()
    state = serializers.ChoiceField(choices=Claim.State.choices)
    is_primary = serializers.SerializerMethodField()
    points_here = serializers.BooleanField()
    record_name = serializers.CharField(source="challenge_name")
    record_value = serializers.CharField(source="token")
    found_records = serializers.ListField(source="seen_texts", child=serializers.CharField())
    claimed_at = serializers.DateTimeField()
    proven_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)

    def get_is_primary(self, claim: Claim) -> bool:
        return bool(self.context["primary"] == claim.host)


class NewDomainSerializer(serializers.Serializer[Any]):
    host = serializers.CharField(max_length=300)


class DomainsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": MAY, "POST": MAY}

    @extend_schema(
        summary="Domains of the studio", responses=DomainSerializer(many=True), tags=["domains"]
    )
    def get(self, request: Request) -> Response:
        return Response([_shown(claim) for claim in selectors.claims()])

    @extend_schema(
        summary="Begin to connect a domain", request=NewDomainSerializer,
        responses={201: DomainSerializer}, tags=["domains"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = NewDomainSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = claiming.claim(host=asked.validated_data["host"], at=timezone.now())
        return Response(_shown(made), status=201)


class DomainView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": MAY, "DELETE": MAY}

    @extend_schema(summary="One domain", responses=DomainSerializer, tags=["domains"])
    def get(self, request: Request, public_id: str) -> Response:
        return Response(_shown(_claim_or_404(public_id)))

    @extend_schema(summary="Let go of a domain", responses={204: None}, tags=["domains"])
    def delete(self, request: Request, public_id: str) -> Response:
        claiming.release(claim=_claim_or_404(public_id))
        return Response(status=204)


class CheckView(WorkspaceAPIView):
    permissions: ClassVar = {"POST": MAY}

    @extend_schema(
        summary="Ask name servers now", request=None, responses={202: None}, tags=["domains"]
    )
    def post(self, request: Request, public_id: str) -> Response:
        claiming.ask_for_check(_claim_or_404(public_id))
        return Response(status=202)


class PrimaryView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": MAY, "DELETE": MAY}

    @extend_schema(
        summary="Use the domain for links", request=None, responses=DomainSerializer,
        tags=["domains"],
    )  # fmt: skip
    def put(self, request: Request, public_id: str) -> Response:
        claim = _claim_or_404(public_id)
        routing.make_primary(claim=claim)
        return Response(_shown(claim))

    @extend_schema(
        summary="Use the studio's address for links", responses={204: None}, tags=["domains"]
    )
    def delete(self, request: Request, public_id: str) -> Response:
        _claim_or_404(public_id)
        routing.use_address()
        return Response(status=204)


def _shown(claim: Claim) -> dict[str, Any]:
    primary = selectors.hosts_of(current_studio()).primary
    return dict(DomainSerializer(claim, context={"primary": primary}).data)


def _claim_or_404(public_id: str) -> Claim:
    claim = selectors.claim(public_id)
    if claim is None:
        raise Http404
    return claim
