"""Who may do what in which library."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.agency.models import Library, LibraryAccess, RightsSet
from modules.agency.services import accesses
from safelight.accounts.models import Member
from safelight.api.views import WorkspaceAPIView


class RightsSetSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    rights = serializers.ListField(child=serializers.CharField())
    is_preset = serializers.BooleanField()


class AccessSerializer(serializers.Serializer[Any]):
    member = serializers.CharField(source="member.person.public_id")
    library = serializers.CharField(
        source="library.public_id", default=None, allow_null=True, help_text="Null: every library."
    )
    set = serializers.CharField(source="rights_set.public_id")
    given_at = serializers.DateTimeField()


class GivingSerializer(serializers.Serializer[Any]):
    member = serializers.CharField()
    library = serializers.CharField(allow_null=True, default=None)
    set = serializers.CharField(allow_null=True, default=None, help_text="Null takes the row away.")


class AccessView(WorkspaceAPIView):
    """GET lists all rows; PUT gives one, or takes it away."""

    permissions: ClassVar = {"GET": "team.manage", "PUT": "team.manage"}

    @extend_schema(
        summary="Who may do what", responses=AccessSerializer(many=True), tags=["libraries"]
    )
    def get(self, request: Request) -> Response:
        rows = LibraryAccess.objects.select_related("member__person", "library", "rights_set")
        return Response(AccessSerializer(rows.order_by("pk"), many=True).data)

    @extend_schema(
        summary="Give a set of rights", request=GivingSerializer,
        responses={200: AccessSerializer, 204: None}, tags=["libraries"],
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        asked = GivingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        members = Member.objects.select_related("person", "role")
        member = members.filter(person__public_id=said["member"]).first()
        library = Library.objects.filter(public_id=said["library"] or "").first()
        given = RightsSet.objects.filter(public_id=said["set"] or "").first()
        if member is None or (said["library"] and not library) or (said["set"] and not given):
            raise Http404
        by: Member = request._request.member  # type: ignore[attr-defined]
        row = accesses.give(
            member=member, library=library, rights_set=given, by=by, at=timezone.now()
        )
        return Response(AccessSerializer(row).data) if row else Response(status=204)


class SetsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": "team.manage"}

    @extend_schema(
        summary="Sets of rights", responses=RightsSetSerializer(many=True), tags=["libraries"]
    )
    def get(self, request: Request) -> Response:
        return Response(RightsSetSerializer(RightsSet.objects.all(), many=True).data)
