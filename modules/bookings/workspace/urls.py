"""Pages of the team, under ``/studio/bookings/``."""

from __future__ import annotations

from django.urls import include, path

from modules.bookings.workspace import booking_urls, type_urls

app_name = "bookings_workspace"

urlpatterns = [
    path("", include(type_urls.urlpatterns)),
    path("", include(booking_urls.urlpatterns)),
]
