from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.labs.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest, Mount, Schedule

MANIFEST = Manifest(
    name="labs",
    title=_("Labs"),
    requires=("gallery", "commerce"),
    # Addresses that labs are told.
    site=Mount(prefix="", urls="modules.labs.site.urls"),
    permissions=PERMISSIONS,
    publishes="modules.labs.events",
    jobs=("modules.labs.printing_tasks",),
    schedule=(Schedule(kind="labs.clear_print_files", every=timedelta(days=1)),),
)
