"""Clients' privacy. Mounted at ``/studio/privacy/``."""

from __future__ import annotations

from django.urls import path

from safelight.privacy.views import clients

app_name = "privacy"
urlpatterns = [
    path("clients/<str:public_id>/", clients.show, name="client"),
    path("clients/<str:public_id>/held/", clients.held, name="held"),
    path("clients/<str:public_id>/packet/", clients.packet, name="packet"),
    path("clients/<str:public_id>/download/", clients.download, name="download"),
    path("clients/<str:public_id>/erasure/", clients.erase, name="erase"),
    path("clients/<str:public_id>/question/", clients.ask, name="ask"),
    path("clients/<str:public_id>/consent/", clients.say, name="say"),
    path("wishes/<str:public_id>/settlement/", clients.settle, name="settle"),
]
