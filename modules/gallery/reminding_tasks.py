"""What the clock asks of galleries each hour: mails, and closing those whose day has come."""

from __future__ import annotations

from django.utils import timezone

from modules.gallery.services import closing, reminding
from safelight import jobs


@jobs.handler("gallery.remind")
def remind(**_: object) -> None:
    at = timezone.now()
    closing.close(at=at)
    reminding.remind(at=at)
