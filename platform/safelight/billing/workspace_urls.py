"""``/studio/settings/plan/``."""

from __future__ import annotations

from django.urls import path

from safelight.billing.views import owners

app_name = "billing"
urlpatterns = [
    path("", owners.plan, name="plan"),
]
