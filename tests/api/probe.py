"""Views that fail, write and list in every way that the API's base classes promise to handle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from safelight.accounts.models import ClientGroup
from safelight.api.views import StudioAPIView, WorkspaceAPIView
from safelight.kernel.errors import Refusal


class OutOfCoffee(Refusal):
    code = "out_of_coffee"
    status = 418


class Cup(serializers.Serializer[Any]):
    size = serializers.IntegerField(max_value=3)


class Table(serializers.Serializer[Any]):
    cups = Cup(many=True)
    name = serializers.CharField(max_length=3)


def _refuse() -> None:
    raise OutOfCoffee("There is no coffee.", fields={"cup": ["It stays empty."]})


def _disallow() -> None:
    raise PermissionDenied("a reason that is nobody's business")


def _lose() -> None:
    raise Http404("a name that is nobody's business")


def _throttle() -> None:
    raise exceptions.Throttled(wait=12.3)


def _break() -> None:
    raise RuntimeError("secret-of-the-server")


FAILURES: dict[str, Callable[[], None]] = {
    "refused": _refuse, "disallowed": _disallow, "lost": _lose, "throttled": _throttle,
    "broken": _break,
}  # fmt: skip


class FailView(StudioAPIView):
    def get(self, request: Request, how: str) -> Response:
        FAILURES[how]()
        return Response()

    def post(self, request: Request, how: str) -> Response:
        Table(data=request.data).is_valid(raise_exception=True)
        return Response()


class WriteView(StudioAPIView):
    """Makes a client group, and fails afterwards where the body says so."""

    def post(self, request: Request) -> Response:
        said = cast("dict[str, Any]", request.data)
        made = ClientGroup.objects.create(name=said["name"])
        if how := said.get("then"):
            FAILURES[how]()
        body = {"id": made.public_id, "at": timezone.now(), "title": _("Photos")}
        return Response(body, status=201)

    def delete(self, request: Request) -> Response:
        ClientGroup.objects.all().delete()
        return Response(status=204)


class MembersView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": "people.manage"}

    def get(self, request: Request) -> Response:
        return Response({"is": "open"})
