from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.bookings.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="bookings",
    title=_("Bookings"),
    requires=("gallery", "commerce"),
    permissions=PERMISSIONS,
)
