"""A studio's addresses, and those of the probe before them."""

from __future__ import annotations

from django.urls import path

from safelight.urls_studio import urlpatterns as studio
from tests.api import probe

urlpatterns = [
    path("api/v1/probe/fail/<str:how>/", probe.FailView.as_view()),
    path("api/v1/probe/write/", probe.WriteView.as_view()),
    path("api/v1/probe/members/", probe.MembersView.as_view()),
    *studio,
]
