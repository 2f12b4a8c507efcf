from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.gallery.permissions import PERMISSIONS, UPLOAD
from safelight.kernel.manifest import Manifest, Mount, Schedule, UploadPurpose

MANIFEST = Manifest(
    name="gallery",
    title=_("Galleries"),
    permissions=PERMISSIONS,
    settings="modules.gallery.settings.GallerySettings",
    publishes="modules.gallery.events",
    jobs=("modules.gallery.tasks",),
    schedule=(Schedule(kind="gallery.tidy", every=timedelta(minutes=5)),),
    uploads=(
        UploadPurpose(
            "gallery.batch",
            "modules.gallery.services.uploads.receive",
            permission=UPLOAD,
            begins="modules.gallery.services.uploads.begin",
        ),
    ),
    api=(Mount(prefix="", urls="modules.gallery.api.batch_urls"),),
)
