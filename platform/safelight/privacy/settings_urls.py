"""Consents. Mounted at ``/studio/settings/consents/``."""

from __future__ import annotations

from django.urls import path

from safelight.privacy.views import settings

app_name = "privacy_settings"
urlpatterns = [
    path("", settings.index, name="consents"),
    path("<str:public_id>/", settings.wording, name="wording"),
    path("<str:public_id>/archive/", settings.archive, name="archive"),
]
