from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.labs.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="labs",
    title=_("Labs"),
    requires=("gallery", "commerce"),
    permissions=PERMISSIONS,
)
