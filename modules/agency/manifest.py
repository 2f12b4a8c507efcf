from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.agency.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="agency",
    title=_("Agency"),
    requires=("gallery", "commerce"),
    permissions=PERMISSIONS,
)
