from __future__ import annotations

from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "modules.commerce"
    label = "commerce"
