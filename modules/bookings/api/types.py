"""Session types, minis and their slots, and when there is time, for members' programs."""

from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.bookings import permissions
from modules.bookings.api import type_shapes as shapes
from modules.bookings.models import SessionType
from modules.bookings.services import clock, scheduling
from modules.bookings.services.holding import places_for
from modules.bookings.services.scheduling import Span
from modules.bookings.services.types import keeping, slots
from modules.bookings.services.types.planning import MOST_SLOTS
from modules.bookings.services.types.slots import Wanted
from safelight.api.views import WorkspaceAPIView
from safelight.site import selectors as site


class SessionTypesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW, "POST": permissions.TYPES}

    @extend_schema(
        summary="Session types and minis", responses=shapes.SessionTypeSerializer(many=True),
        tags=["bookings"],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = SessionType.objects.filter(archived_at=None).select_related("calendar")
        shown = shapes.SessionTypeSerializer(
            rows.prefetch_related("packages"), many=True, context=_context()
        )
        return Response(shown.data)

    @extend_schema(
        summary="Make a session type or a mini", request=shapes.NewSessionTypeSerializer,
        responses={201: shapes.SessionTypeSerializer}, tags=["bookings"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        row = SessionType(**_said(request.data, shapes.NewSessionTypeSerializer))
        return _shown(keeping.keep(row=row, fields=()), status=201)


class SessionTypeView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW, "PATCH": permissions.TYPES}

    @extend_schema(
        summary="One session type", responses=shapes.SessionTypeSerializer, tags=["bookings"]
    )
    def get(self, request: Request, session_type: str) -> Response:
        return _shown(_type_or_404(session_type))

    @extend_schema(
        summary="Change a session type", responses=shapes.SessionTypeSerializer, tags=["bookings"],
        request=shapes.ChangedSessionTypeSerializer(partial=True),
    )  # fmt: skip
    def patch(self, request: Request, session_type: str) -> Response:
        row = _type_or_404(session_type)
        said = _said(request.data, shapes.ChangedSessionTypeSerializer, partial=True)
        for name, value in said.items():
            setattr(row, name, value)
        return _shown(keeping.keep(row=row, fields=said))


class PublicationView(WorkspaceAPIView):
    permissions: ClassVar = {"PUT": permissions.TYPES, "DELETE": permissions.TYPES}

    @extend_schema(
        summary="Publish a session type", request=None, responses=shapes.SessionTypeSerializer,
        tags=["bookings"],
    )  # fmt: skip
    def put(self, request: Request, session_type: str) -> Response:
        row = _type_or_404(session_type)
        keeping.publish(session_type=row, at=timezone.now())
        return _shown(row)

    @extend_schema(summary="Unpublish it", responses={204: None}, tags=["bookings"])
    def delete(self, request: Request, session_type: str) -> Response:
        keeping.unpublish(session_type=_type_or_404(session_type))
        return Response(status=204)


class SlotsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW, "PUT": permissions.TYPES}

    @extend_schema(
        summary="Slots of a mini to come", responses=shapes.SlotSerializer(many=True),
        tags=["bookings"],
    )  # fmt: skip
    def get(self, request: Request, session_type: str) -> Response:
        return _slots(_mini_or_404(session_type))

    @extend_schema(
        summary="Make the slots of a mini exactly these",
        description="Those that are left out are taken out; booked ones cannot be.",
        request=shapes.WrittenSlotSerializer(many=True),
        responses=shapes.SlotSerializer(many=True), tags=["bookings"],
    )  # fmt: skip
    def put(self, request: Request, session_type: str) -> Response:
        mini = _mini_or_404(session_type)
        asked: Any = shapes.WrittenSlotSerializer(
            data=request.data,
            many=True,
            max_length=MOST_SLOTS,  # type: ignore[call-arg]
        )
        asked.is_valid(raise_exception=True)
        there = {slot.public_id: slot for slot in mini.slots.all()}
        wanted = [
            Wanted(
                slot=there.get(said.pop("id")),
                span=Span(*(said.pop(name).astimezone(UTC) for name in ("starts_at", "ends_at"))),
                **said,
            )
            for said in asked.validated_data
        ]
        slots.write(session_type=mini, wanted=wanted, at=timezone.now())
        return _slots(mini)


class FreeTimesView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(
        summary="When a session can begin", parameters=[shapes.AskedTimesSerializer],
        responses=shapes.FreeTimesSerializer, tags=["bookings"],
    )  # fmt: skip
    def get(self, request: Request, session_type: str) -> Response:
        rows = SessionType.objects.filter(kind=SessionType.Kind.SESSION, archived_at=None)
        row = get_object_or_404(rows.select_related("calendar"), public_id=session_type)
        asked = _said(request.query_params, shapes.AskedTimesSerializer)
        package = None
        if name := asked["package"]:
            package = get_object_or_404(row.packages, public_id=name, withdrawn_at=None)
        found = scheduling.free_times(
            session_type=row, package=package, day_from=asked["day_from"],
            day_to=asked["day_to"], at=timezone.now(),
        )  # fmt: skip
        shown = shapes.FreeTimesSerializer({"zone": clock.zone().key, "times": found})
        return Response(shown.data)


def _type_or_404(public_id: str) -> SessionType:
    rows = SessionType.objects.filter(archived_at=None).select_related("calendar")
    return get_object_or_404(rows, public_id=public_id)


def _mini_or_404(public_id: str) -> SessionType:
    rows = SessionType.objects.filter(kind=SessionType.Kind.MINI, archived_at=None)
    return get_object_or_404(rows.select_related("calendar"), public_id=public_id)


def _said(data: Any, shape: Any, *, partial: bool = False) -> dict[str, Any]:
    asked: serializers.Serializer[None] = shape(data=data, partial=partial)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _slots(mini: SessionType) -> Response:
    found = places_for(session_type=mini, at=timezone.now(), by_team=True)
    return Response(shapes.SlotSerializer(found, many=True, context=_context()).data)


def _shown(row: SessionType, *, status: int = 200) -> Response:
    return Response(shapes.SessionTypeSerializer(row, context=_context()).data, status=status)


def _context() -> dict[str, Any]:
    return {"currency": site.site_settings().currency}
