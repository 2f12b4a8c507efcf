from __future__ import annotations

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        # Importing registers the system checks.
        from tenants import checks  # noqa: F401
