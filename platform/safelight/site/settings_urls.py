"""Settings. Mounted at ``/studio/settings/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import activity, settings

app_name = "settings"
urlpatterns = [
    path("", settings.home, name="home"),
    path("look/", settings.look, name="look"),
    path("activity/", activity.index, name="activity"),
    path("activity.csv", activity.csv, name="activity_csv"),
    path("modules/<slug:name>/", settings.module, name="module"),
]
