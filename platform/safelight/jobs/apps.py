from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "safelight.jobs"
    label = "jobs"

    def ready(self) -> None:
        # Importing registers the system checks.
        from safelight.jobs import checks  # noqa: F401
