"""What the console has on a studio's host. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.console.views import support

app_name = "support"
urlpatterns = [
    path("support/enter/", support.enter, name="enter"),
    path("support/stop/", support.stop, name="stop"),
    path("studio/settings/support/", support.door, name="door"),
    path("studio/settings/support/change/", support.change_door, name="door_change"),
    path("studio/announcements/<str:public_id>/", support.dismiss, name="dismiss"),
]
