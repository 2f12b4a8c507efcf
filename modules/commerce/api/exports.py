"""Orders as a file for accounting."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from modules.commerce import permissions
from modules.commerce.exporting import exports
from safelight.api.views import WorkspaceAPIView
from safelight.kernel.marks import not_while_acting


class ExportSerializer(serializers.Serializer[None]):
    """Both days are included, in the studio's time zone; without one, that side is open."""

    file = serializers.ChoiceField(choices=["csv", "xlsx"])
    since = serializers.DateField(required=False, default=None, allow_null=True)
    until = serializers.DateField(required=False, default=None, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["since"] and attrs["until"] and attrs["until"] < attrs["since"]:
            raise serializers.ValidationError({"until": [_("This day is before the first.")]})
        return attrs


@not_while_acting
class ExportView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(
        summary="Orders as a file, a row for each line",
        description="The same file as the page *Export*: CSV in UTF-8, or XLSX.",
        parameters=[ExportSerializer], tags=["orders"],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )  # fmt: skip
    def get(self, request: Request) -> FileResponse:
        asked = ExportSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        found = exports.export(kind=said["file"], since=said["since"], until=said["until"])
        return FileResponse(found.file, as_attachment=True, filename=found.name)
