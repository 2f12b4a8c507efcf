from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safelight.demo import operating


class Command(BaseCommand):
    """The code that the demonstration's operator types as her second factor, now."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("The demonstration's secrets are public: never in production.")
        self.stdout.write(operating.code_at(timezone.now()))
