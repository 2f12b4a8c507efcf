"""Bookings: the team lists, makes, moves and cancels them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, cast

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.bookings import permissions, selectors
from modules.bookings.api.booking_shapes import (
    BookingCancellationSerializer,
    BookingDetailSerializer,
    BookingPageSerializer,
    BookingSerializer,
    NewBookingSerializer,
    NewTimeSerializer,
)
from modules.bookings.models import Booking, BookingState, Package, SessionType, Slot
from modules.bookings.services import holding
from modules.bookings.services.booking import changing, offering
from modules.bookings.services.booking.details import Details
from modules.bookings.services.booking.offering import Wanted
from safelight.accounts.models import Person
from safelight.api import pages
from safelight.api.views import WorkspaceAPIView


class _BookingsBase(WorkspaceAPIView):
    """What these views share."""

    def person(self) -> Person:
        return cast(Person, self.request.user)

    def said(self, shape: type[serializers.Serializer[None]]) -> dict[str, Any]:
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return cast("dict[str, Any]", asked.validated_data)

    def found(self) -> Booking:
        booking = selectors.of_the_team(self.kwargs["booking"])
        if booking is None:
            raise Http404
        return booking

    def answer(self, booking: Booking, *, status: int = 200) -> Response:
        shown = selectors.of_the_team(booking.public_id)
        return Response(BookingDetailSerializer(shown).data, status=status)


class BookingsView(_BookingsBase):
    permissions: ClassVar = {"GET": permissions.VIEW, "POST": permissions.MANAGE}

    @extend_schema(
        summary="Bookings", responses=BookingPageSerializer, tags=["bookings"],
        parameters=[OpenApiParameter("state", OpenApiTypes.STR, description="Only in this state.")],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = selectors.shown().select_related("session_type", "gallery")
        state = request.query_params.get("state")
        if state in BookingState.values:
            rows = rows.filter(state=state)
        found = pages.page(request, rows, by="-starts_at")
        shown = BookingSerializer(found.rows, many=True)
        return Response({"results": shown.data, "next": found.next})

    @extend_schema(
        summary="Make a booking",
        description="For a client, by the team: booked at once, or offered to be confirmed.",
        request=NewBookingSerializer, responses={201: BookingDetailSerializer}, tags=["bookings"],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        said, at = self.said(NewBookingSerializer), timezone.now()
        wanted = _wanted(said)
        details = Details(
            name=said["name"], email=said["email"], phone=said["phone"], note=said["note"]
        )
        if said["offer_days"] is None:
            made = offering.book(wanted=wanted, details=details, by=self.person(), at=at)
        else:
            until = at + timedelta(days=said["offer_days"])
            made = offering.offer(
                wanted=wanted, details=details, by=self.person(), until=until, at=at
            )
        return self.answer(made, status=201)


class BookingView(_BookingsBase):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(summary="One booking", responses=BookingDetailSerializer, tags=["bookings"])
    def get(self, request: Request, booking: str) -> Response:
        return self.answer(self.found())


class TimeView(_BookingsBase):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    @extend_schema(
        summary="Move a booking", request=NewTimeSerializer, responses=BookingDetailSerializer,
        tags=["bookings"],
    )  # fmt: skip
    def put(self, request: Request, booking: str) -> Response:
        found, said = self.found(), self.said(NewTimeSerializer)
        to = _time(said["starts_at"], said["slot"], found.session_type)
        moved = changing.move_by_team(booking=found, to=to, by=self.person(), at=timezone.now())
        return self.answer(moved)


class CancellationView(_BookingsBase):
    permissions: ClassVar = {"PUT": permissions.MANAGE}

    @extend_schema(
        summary="Cancel a booking", request=BookingCancellationSerializer,
        responses=BookingDetailSerializer, tags=["bookings"],
    )  # fmt: skip
    def put(self, request: Request, booking: str) -> Response:
        found, said = self.found(), self.said(BookingCancellationSerializer)
        ended = changing.cancel_by_team(
            booking=found, reason=said["reason"], by=self.person(), at=timezone.now()
        )
        return self.answer(ended)


def _wanted(said: dict[str, Any]) -> Wanted:
    rows = SessionType.objects.select_related("calendar")
    session_type = rows.filter(public_id=said["session_type"]).first()
    if session_type is None:
        raise holding.NotOffered(_("There is no such session type."))
    package: Package | None = session_type.packages.filter(public_id=said["package"]).first()
    to = _time(said["starts_at"], said["slot"], session_type)
    return Wanted(
        session_type=session_type, package=package,
        starts_at=to if isinstance(to, datetime) else None,
        slot=to if isinstance(to, Slot) else None,
    )  # fmt: skip


def _time(starts_at: datetime | None, slot: str, session_type: SessionType) -> datetime | Slot:
    found: Slot | None = session_type.slots.filter(public_id=slot).first() if slot else None
    to = found or starts_at
    if to is None:
        raise holding.NotOffered(_("Choose a time first."))
    return to
