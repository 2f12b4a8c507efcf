from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "safelight.kernel"
    label = "kernel"

    def ready(self) -> None:
        # Importing registers the system checks.
        from safelight.kernel import checks  # noqa: F401
