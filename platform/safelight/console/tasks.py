"""Work of the console that takes time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.console.services import announcing, figures, load


@jobs.platform_handler(announcing.MAIL, queue="mail")
def mail_announcement(*, announcement_id: int, **_: object) -> None:
    announcing.mail(announcement_id=announcement_id)


@jobs.platform_handler(figures.GATHER, every=figures.EVERY, lease=timedelta(minutes=5))
def gather_figures(**_: object) -> None:
    now = timezone.now()
    load.write_hours(at=now)
    figures.gather_all(at=now)
