"""The platform's host: its first page and sign-up."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safelight.signup.urls")),
]
