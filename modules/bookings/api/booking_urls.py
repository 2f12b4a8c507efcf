"""``/api/v1/bookings/``."""

from __future__ import annotations

from django.urls import path

from modules.bookings.api import bookings

app_name = "bookings_api"

_B = "<str:booking>/"

urlpatterns = [
    path("", bookings.BookingsView.as_view(), name="bookings"),
    path(_B, bookings.BookingView.as_view(), name="booking"),
    path(f"{_B}time/", bookings.TimeView.as_view(), name="time"),
    path(f"{_B}cancellation/", bookings.CancellationView.as_view(), name="cancellation"),
]
