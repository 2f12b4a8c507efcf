"""What owners read while their studio leaves. The mails are the platform's, and look like it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from safelight.accounts.services import owning
from safelight.leaving.models import Departure
from tenants.context import tenant_context
from tenants.middleware import STUDIO_URLS
from tenants.models import Studio

log = logging.getLogger(__name__)

BEFORE = (timedelta(days=7), timedelta(days=1))
"""How long before its end a studio's owners are told once more."""


def tell_begun(*, studio: Studio, departure: Departure) -> None:
    """That it was closed, by whom, and until when that can be undone."""
    context = {"asked_by": departure.asked_by, **_context(studio)}
    _post(studio, f"leaving {departure.pk}", "leaving_begun", context)


def tell_undone(*, studio: Studio, at: datetime) -> None:
    _post(studio, f"staying {at.isoformat()}", "leaving_undone", {"studio_name": studio.name})


def remind(*, at: datetime) -> int:
    """Tell the owners of each studio whose end is 7 days or a day away; how many studios."""
    told = 0
    leaving = Studio.objects.filter(state=Studio.State.LEAVING, erase_at__gt=at)
    for studio in leaving.filter(erase_at__lte=at + max(BEFORE)).order_by("pk"):
        assert studio.erase_at is not None
        left = min(each for each in BEFORE if studio.erase_at <= at + each)
        key = f"leaving {studio.erase_at.isoformat()} in {left.days}"
        told += _remind(studio, key)
    return told


def _remind(studio: Studio, key: str) -> bool:
    """False where it could not be told: the others are, and the next hour tries again."""
    try:
        # Mails and the jobs that send them appear together, once for each of the two times.
        with tenant_context(studio), transaction.atomic():
            _post(studio, key, "leaving_soon", _context(studio))
    except Exception:
        log.exception("The owners of a studio that leaves could not be reminded")
        return False
    return True


def _context(studio: Studio) -> dict[str, object]:
    path = reverse("closing:page", STUDIO_URLS)
    return {"studio_name": studio.name, "erase_at": studio.erase_at, "path": path}


def _post(studio: Studio, key: str, template: str, context: Mapping[str, object]) -> None:
    owning.tell(
        studio=studio, key=key, template=template,
        context=lambda owner: {**context, "person": owner},
    )  # fmt: skip
