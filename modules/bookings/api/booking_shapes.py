"""Bookings as the API shows and takes them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from modules.bookings.models import BookedAddOn, Booking
from modules.bookings.services.fees import amounts


class BookingMoneySerializer(serializers.Serializer[None]):
    """``amount`` in minor units."""

    amount = serializers.IntegerField()
    currency = serializers.CharField()


class BookingSerializer(serializers.Serializer[Any]):
    """``gallery`` is null until one is made; ``held_until`` unless it is being booked.

    ``state``: held, asked, booked, done, no_show, cancelled or lapsed.
    """

    id = serializers.CharField(source="public_id")
    session_type = serializers.CharField(source="session_type.public_id")
    title = serializers.CharField()
    package = serializers.CharField(source="package_title")
    state = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    held_until = serializers.DateTimeField(allow_null=True)
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    place = serializers.CharField()
    gallery = serializers.SerializerMethodField()

    def get_gallery(self, booking: Booking) -> str | None:
        return booking.gallery.public_id if booking.gallery else None


class BookedAddOnSerializer(serializers.Serializer[Any]):
    """``price`` for one."""

    title = serializers.CharField()
    quantity = serializers.IntegerField()
    price = serializers.SerializerMethodField()

    @extend_schema_field(BookingMoneySerializer)
    def get_price(self, row: BookedAddOn) -> dict[str, Any]:
        return {"amount": row.price, "currency": row.booking.currency}


class BookingPartSerializer(serializers.Serializer[Any]):
    """An order by which a part is paid: ``what`` is ``whole``, ``retainer`` or ``balance``."""

    what = serializers.CharField()
    order = serializers.CharField(source="order.public_id")
    due_on = serializers.DateField(allow_null=True)
    payment = serializers.CharField(source="order.payment")


class BookingDetailSerializer(BookingSerializer):
    note = serializers.CharField()
    remark = serializers.CharField()
    add_ons = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    charges = serializers.SerializerMethodField()
    is_signed = serializers.SerializerMethodField()

    @extend_schema_field(BookedAddOnSerializer(many=True))
    def get_add_ons(self, booking: Booking) -> Any:
        return BookedAddOnSerializer(booking.add_ons.select_related("booking"), many=True).data

    @extend_schema_field(BookingMoneySerializer)
    def get_total(self, booking: Booking) -> dict[str, Any]:
        return {"amount": amounts.of(booking).total, "currency": booking.currency}

    @extend_schema_field(BookingPartSerializer(many=True))
    def get_charges(self, booking: Booking) -> Any:
        rows = booking.charges.filter(void_at=None).select_related("order").order_by("pk")
        return BookingPartSerializer(rows, many=True).data

    def get_is_signed(self, booking: Booking) -> bool:
        return hasattr(booking, "signature")


class BookingPageSerializer(serializers.Serializer[None]):
    results = BookingSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class NewBookingSerializer(serializers.Serializer[None]):
    """``starts_at`` of a session, or ``slot`` of a mini session. With ``offer_days`` the client
    confirms it by a link within so many days; without, it is booked at once.
    """

    session_type = serializers.CharField(max_length=22)
    package = serializers.CharField(max_length=22, default="")
    starts_at = serializers.DateTimeField(default=None, allow_null=True)
    slot = serializers.CharField(max_length=22, default="")
    name = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(max_length=40, default="", allow_blank=True)
    note = serializers.CharField(max_length=2000, default="", allow_blank=True)
    offer_days = serializers.IntegerField(min_value=1, max_value=60, default=None, allow_null=True)


class NewTimeSerializer(serializers.Serializer[None]):
    """``starts_at`` of a session, or ``slot`` of a mini session."""

    starts_at = serializers.DateTimeField(default=None, allow_null=True)
    slot = serializers.CharField(max_length=22, default="")


class BookingCancellationSerializer(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=1000, default="", allow_blank=True)
