from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from safelight.accounts.doors import workspace
from safelight.api.views import WorkspaceAPIView


class ThingSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()


class ThingsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": "dummy.use"}

    @extend_schema(summary="Things", responses=ThingSerializer(many=True), tags=["dummy"])
    def get(self, request: Request) -> Response:
        return Response([{"name": "a thing"}])


@workspace("dummy.use")
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The dummy's page of the workspace")


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The dummy's page of the site")
