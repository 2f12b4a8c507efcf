"""``/webhooks/`` on the platform's host."""

from __future__ import annotations

from django.urls import path

from safelight.connect import views

app_name = "connect"
urlpatterns = [
    path("stripe/", views.stripe, name="stripe"),
]
