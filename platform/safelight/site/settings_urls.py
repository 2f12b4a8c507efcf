"""Settings. Mounted at ``/studio/settings/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import settings

app_name = "settings"
urlpatterns = [
    path("", settings.home, name="home"),
    path("look/", settings.look, name="look"),
    path("modules/<slug:name>/", settings.module, name="module"),
]
