"""The app that carries base templates, components, icons and error pages."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Has no tables; it is an app so that its templates and static files are found."""

    name = "safelight.web"
    label = "web"
