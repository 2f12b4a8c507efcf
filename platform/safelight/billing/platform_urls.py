"""``/pricing/`` on the platform's host."""

from __future__ import annotations

from django.urls import path

from safelight.billing.views import visitors

app_name = "plans"
urlpatterns = [
    path("", visitors.pricing, name="pricing"),
]
