from __future__ import annotations

from django.apps import AppConfig


class TakeoutConfig(AppConfig):
    name = "safelight.takeout"
    label = "takeout"
