"""Closing the studio. Mounted at ``/studio/settings/closing/``."""

from __future__ import annotations

from django.urls import path

from safelight.leaving import views

app_name = "closing"
urlpatterns = [
    path("", views.page, name="page"),
    path("stay/", views.stay, name="stay"),
]
