from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.bookings.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest, Schedule

MANIFEST = Manifest(
    name="bookings",
    title=_("Bookings"),
    requires=("gallery", "commerce"),
    permissions=PERMISSIONS,
    jobs=("modules.bookings.calendar_tasks",),
    schedule=(
        Schedule(kind="bookings.release_expired", every=timedelta(minutes=1)),
        Schedule(kind="bookings.read_feeds", every=timedelta(minutes=15)),
    ),
)  # fmt: skip
