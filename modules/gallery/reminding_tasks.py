"""Mails of galleries that the clock asks for."""

from __future__ import annotations

from django.utils import timezone

from modules.gallery.services import reminding
from safelight import jobs


@jobs.handler("gallery.remind")
def remind(**_: object) -> None:
    reminding.remind(at=timezone.now())
