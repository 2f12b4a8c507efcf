from __future__ import annotations

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "safelight.connect"
    label = "connect"
