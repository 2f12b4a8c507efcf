"""The choice of a gallery under soft proofing: how far it is, sending it, opening it again."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.commerce import permissions
from modules.commerce.api.deliverables import gallery_of_team, gallery_or_404
from modules.commerce.customers import customer_of, slow_strangers_down
from modules.commerce.models import Deliverables
from modules.commerce.services.deliverables import choosing, reopening, sending
from modules.commerce.services.deliverables.choosing import Round
from safelight.accounts import visitors
from safelight.accounts.models import Person
from safelight.api.views import StudioAPIView, WorkspaceAPIView


class ClientChoiceSerializer(serializers.Serializer[Any]):
    """``chosen`` are public ids of what the caller picked, or sent; ``problem`` says why it cannot
    be sent. ``order`` is theirs alone.
    """

    included = serializers.IntegerField(allow_null=True)
    chosen = serializers.ListField(child=serializers.CharField())
    extras = serializers.IntegerField()
    problem = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    order = serializers.CharField(allow_null=True)


class SentSerializer(serializers.Serializer[Any]):
    """``email`` and ``name`` count only for who is not signed in; ``billing`` where tax asks."""

    email = serializers.EmailField(required=False, default="")
    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)
    billing = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=200), required=False, default=dict
    )
    consents = serializers.ListField(child=serializers.CharField(), required=False, default=list)


class ReopenSerializer(serializers.Serializer[Any]):
    tell_client = serializers.BooleanField(default=True)


class ChoiceView(StudioAPIView):
    @extend_schema(
        summary="How far the choice is", responses=ClientChoiceSerializer, tags=["deliverables"]
    )
    def get(self, request: Request, gallery: str) -> Response:
        return Response(_shown(request, _terms_or_404(request, gallery)))

    @extend_schema(
        summary="Send the choice", description="Once; who sends it again finds it sent.",
        request=SentSerializer, responses=ClientChoiceSerializer, tags=["deliverables"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str) -> Response:
        asked = SentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said, terms = asked.validated_data, _terms_or_404(request, gallery)
        slow_strangers_down(request._request, at=timezone.now())
        sending.send(
            gallery_id=terms.gallery_id,
            customer=customer_of(request._request, email=said["email"], name=said["name"]),
            note=said["note"], billing=said["billing"], consents=said["consents"],
            at=timezone.now(),
        )  # fmt: skip
        return Response(_shown(request, terms))


class ReopeningView(WorkspaceAPIView):
    permissions: ClassVar = {"POST": permissions.MANAGE}

    @extend_schema(
        summary="Open a choice again", request=ReopenSerializer, responses={204: None},
        tags=["deliverables"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str) -> Response:
        asked = ReopenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        place = gallery_of_team(request, gallery)
        if not Deliverables.objects.filter(gallery=place).exists():
            raise Http404
        reopening.reopen(
            gallery_id=place.pk, by=cast(Person, request.user), at=timezone.now(),
            tell_client=asked.validated_data["tell_client"],
        )  # fmt: skip
        return Response(status=204)


def _terms_or_404(request: Request, gallery: str) -> Deliverables:
    terms = choosing.terms_of_gallery(gallery_or_404(request, gallery).pk)
    if terms is None:
        raise Http404
    return terms


def _shown(request: Request, terms: Deliverables) -> dict[str, Any]:
    visitor = visitors.current(request._request)
    round_ = choosing.round_of(terms, visitor.pk if visitor else None)
    sent = round_.sent
    mine = sent is not None and visitor is not None and sent.visitor_id == visitor.pk
    return {
        "included": terms.included,
        "chosen": _chosen(round_),
        "extras": sent.photos.filter(is_extra=True).count() if sent else len(round_.extras),
        "problem": "" if sent else round_.problem,
        "sent_at": sent.submitted_at if sent else None,
        "version": sent.version if sent else None,
        "order": sent.order.public_id if sent and mine and sent.order else None,
    }


def _chosen(round_: Round) -> list[str]:
    if round_.sent is None:
        return [photo.public_id for photo in round_.chosen]
    rows = round_.sent.photos.filter(photo__isnull=False).order_by("pk")
    return list(rows.values_list("photo__public_id", flat=True))
