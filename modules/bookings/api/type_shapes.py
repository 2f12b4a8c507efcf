"""Session types, their slots and free times as the API shows and takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.bookings.api.booking_shapes import BookingMoneySerializer
from modules.bookings.models import Calendar, Package, SessionType, Slot
from safelight.web.forms import one_line


def _money(amount: int, context: Mapping[str, Any]) -> dict[str, Any]:
    return {"amount": amount, "currency": context["currency"]}


def _one_of(words: list[str], value: str) -> str:
    if value not in words:
        raise serializers.ValidationError(_("One of: %s.") % ", ".join(words))
    return value


class SessionPackageSerializer(serializers.Serializer[Any]):
    """``minutes`` is null where it is as long as the session type; ``included`` for all photos."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    fee = serializers.SerializerMethodField()
    minutes = serializers.IntegerField(allow_null=True)
    mode = serializers.CharField(source="terms.mode")
    included = serializers.IntegerField(source="terms.included", allow_null=True)

    @extend_schema_field(BookingMoneySerializer)
    def get_fee(self, row: Package) -> dict[str, Any]:
        return _money(row.fee, self.context)


class SessionTypeSerializer(serializers.Serializer[Any]):
    """``kind`` is ``session`` or ``mini``; ``date`` is null but for a mini. Times in minutes."""

    id = serializers.CharField(source="public_id")
    kind = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    place = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    calendar = serializers.CharField(source="calendar.public_id")
    minutes = serializers.IntegerField()
    buffer_before = serializers.IntegerField()
    buffer_after = serializers.IntegerField()
    is_open = serializers.BooleanField()
    packages = serializers.SerializerMethodField()

    @extend_schema_field(SessionPackageSerializer(many=True))
    def get_packages(self, row: SessionType) -> Any:
        rows = row.packages.filter(withdrawn_at=None)
        return SessionPackageSerializer(rows, many=True, context=self.context).data


class ChangedSessionTypeSerializer(serializers.Serializer[None]):
    """What is left out stays as it is."""

    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=5000, allow_blank=True)
    place = serializers.CharField(max_length=200, allow_blank=True)
    minutes = serializers.IntegerField(min_value=5, max_value=1440)
    buffer_before = serializers.IntegerField(min_value=0, max_value=1440)
    buffer_after = serializers.IntegerField(min_value=0, max_value=1440)

    def validate_title(self, value: str) -> str:
        return one_line(value)

    def validate_place(self, value: str) -> str:
        return one_line(value)


class NewSessionTypeSerializer(ChangedSessionTypeSerializer):
    """``date`` for a mini session only, which has to have one."""

    kind = serializers.CharField(max_length=7)
    calendar = serializers.CharField(max_length=22)
    date = serializers.DateField(default=None, allow_null=True)
    description = serializers.CharField(max_length=5000, allow_blank=True, default="")
    place = serializers.CharField(max_length=200, allow_blank=True, default="")
    minutes = serializers.IntegerField(min_value=5, max_value=1440, default=60)
    buffer_before = serializers.IntegerField(min_value=0, max_value=1440, default=0)
    buffer_after = serializers.IntegerField(min_value=0, max_value=1440, default=0)

    def validate_kind(self, value: str) -> str:
        return _one_of(SessionType.Kind.values, value)

    def validate_calendar(self, value: str) -> Calendar:
        found = Calendar.objects.filter(public_id=value, archived_at=None).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such calendar."))
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["date"] is not None) != (attrs["kind"] == SessionType.Kind.MINI):
            raise serializers.ValidationError(
                {"date": _("A mini session has a date, and nothing else has one.")}
            )
        return attrs


class SlotSerializer(serializers.Serializer[Any]):
    """``kind`` is ``open``, ``reserved`` or ``premium``; ``left`` places are free. ``key`` is the
    secret of a reserved one's link.
    """

    id = serializers.CharField(source="slot.public_id")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")
    capacity = serializers.IntegerField(source="slot.capacity")
    kind = serializers.CharField(source="slot.kind")
    surcharge = serializers.SerializerMethodField()
    reduction = serializers.SerializerMethodField()
    left = serializers.IntegerField()
    key = serializers.SerializerMethodField()

    @extend_schema_field(BookingMoneySerializer)
    def get_surcharge(self, place: Any) -> dict[str, Any]:
        return _money(place.slot.surcharge, self.context)

    @extend_schema_field(BookingMoneySerializer)
    def get_reduction(self, place: Any) -> dict[str, Any]:
        return _money(place.slot.reduction, self.context)

    def get_key(self, place: Any) -> str:
        return str(place.slot.key) if place.slot.kind == Slot.Kind.RESERVED else ""


class WrittenSlotSerializer(serializers.Serializer[None]):
    """With ``id`` one that is there, without a new one. Amounts in minor units."""

    id = serializers.CharField(max_length=22, default="", allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    capacity = serializers.IntegerField(min_value=1, max_value=500, default=1)
    kind = serializers.CharField(max_length=8, default=Slot.Kind.OPEN)
    surcharge = serializers.IntegerField(min_value=0, max_value=10**9, default=0)
    reduction = serializers.IntegerField(min_value=0, max_value=10**9, default=0)

    def validate_kind(self, value: str) -> str:
        return _one_of(Slot.Kind.values, value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        minutes = (attrs["ends_at"] - attrs["starts_at"]).total_seconds() / 60
        if not 5 <= minutes <= 1440:
            raise serializers.ValidationError(
                {"ends_at": _("A slot is from 5 minutes to a day long.")}
            )
        return attrs


class FreeTimesSerializer(serializers.Serializer[Any]):
    """Instants at which a session may begin; ``zone`` is the studio's."""

    zone = serializers.CharField()
    times = serializers.ListField(child=serializers.DateTimeField())


class AskedTimesSerializer(serializers.Serializer[None]):
    """Dates of the studio's calendar, both included."""

    day_from = serializers.DateField()
    day_to = serializers.DateField()
    package = serializers.CharField(max_length=22, default="", allow_blank=True)
