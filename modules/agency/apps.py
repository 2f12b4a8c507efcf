from __future__ import annotations

from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "modules.agency"
    label = "agency"
