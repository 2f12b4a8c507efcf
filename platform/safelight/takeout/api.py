"""Exports for programs of the studio's owners."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from safelight.api.views import StudioAPIView
from safelight.takeout import selectors, services
from safelight.takeout.models import Export

_SHOWN = (
    "state", "name", "asked_at", "taken_at", "ready_at", "lapses_at", "bytes", "files", "done",
    "missing",
)  # fmt: skip


class ExportShown(serializers.Serializer[Any]):
    """``download`` is a link that works for some minutes; ask again for another one."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=Export.State.values)
    name = serializers.CharField()
    asked_at = serializers.DateTimeField()
    taken_at = serializers.DateTimeField(allow_null=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    lapses_at = serializers.DateTimeField(allow_null=True)
    bytes = serializers.IntegerField()
    files = serializers.IntegerField()
    done = serializers.IntegerField()
    missing = serializers.IntegerField()
    download = serializers.CharField(allow_null=True)


class ExportsShown(serializers.Serializer[Any]):
    results = ExportShown(many=True)


class OwnersAPIView(StudioAPIView):
    """For owners of the studio."""

    def check_permissions(self, request: Request) -> None:
        asked = request._request
        if not asked.user.is_authenticated:
            raise exceptions.NotAuthenticated
        member = asked.member  # type: ignore[attr-defined]
        if member is None or not member.role.is_owner:
            raise exceptions.PermissionDenied


class Exports(OwnersAPIView):
    @extend_schema(summary="Exports", responses={200: ExportsShown}, tags=["exports"])
    def get(self, request: Request) -> Response:
        found = [_shown(export, request) for export in selectors.latest()]
        return Response({"results": found})

    @extend_schema(
        summary="Ask for an export", request=None, responses={202: ExportShown}, tags=["exports"]
    )
    def post(self, request: Request) -> Response:
        by = request._request.member.person  # type: ignore[attr-defined]
        export = services.begin(by=by, at=timezone.now())
        return Response(_shown(export, request), status=202)


class OneExport(OwnersAPIView):
    @extend_schema(summary="One export", responses={200: ExportShown}, tags=["exports"])
    def get(self, request: Request, public_id: str) -> Response:
        return Response(_shown(_found(public_id), request))

    @extend_schema(summary="Drop an export", responses={204: None}, tags=["exports"])
    def delete(self, request: Request, public_id: str) -> Response:
        export = _found(public_id)
        if export.state in Export.LIVE:
            services.give_up(export=export, at=timezone.now())
        return Response(status=204)


def _found(public_id: str) -> Export:
    export: Export | None = Export.objects.filter(public_id=public_id).first()
    if export is None:
        raise Http404
    return export


def _shown(export: Export, request: Request) -> dict[str, Any]:
    at = timezone.now()
    try:
        download = services.link(export=export, host=request._request.get_host(), at=at)
    except services.NotReady:
        download = None
    said = {name: getattr(export, name) for name in _SHOWN}
    return {**said, "id": export.public_id, "download": download}
