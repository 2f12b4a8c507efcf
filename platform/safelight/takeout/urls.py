"""Export. Mounted at ``/studio/settings/export/``."""

from __future__ import annotations

from django.urls import path

from safelight.takeout import views

app_name = "takeout"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.begin, name="begin"),
    path("<str:public_id>/drop/", views.drop, name="drop"),
    path("<str:public_id>/download/", views.download, name="download"),
]
