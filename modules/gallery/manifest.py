from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.gallery.permissions import PERMISSIONS
from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="gallery",
    title=_("Galleries"),
    permissions=PERMISSIONS,
    settings="modules.gallery.settings.GallerySettings",
    publishes="modules.gallery.events",
)
