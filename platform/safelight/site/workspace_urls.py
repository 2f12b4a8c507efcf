"""The workspace's home page. Mounted at ``/studio/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import workspace

app_name = "workspace"
urlpatterns = [
    path("", workspace.home, name="home"),
    path("first-steps/", workspace.steps, name="first_steps"),
]
