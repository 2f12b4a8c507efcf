"""``/api/v1/session-types/``."""

from __future__ import annotations

from django.urls import path

from modules.bookings.api import types

app_name = "bookings_types_api"

_T = "<str:session_type>/"

urlpatterns = [
    path("", types.SessionTypesView.as_view(), name="types"),
    path(_T, types.SessionTypeView.as_view(), name="type"),
    path(f"{_T}publication/", types.PublicationView.as_view(), name="publication"),
    path(f"{_T}slots/", types.SlotsView.as_view(), name="slots"),
    path(f"{_T}free-times/", types.FreeTimesView.as_view(), name="free_times"),
]
