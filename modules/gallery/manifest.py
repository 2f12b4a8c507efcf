from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.gallery.permissions import PERMISSIONS, VIEW
from safelight.kernel.manifest import Manifest, Mount, NavItem, Schedule, UploadPurpose

MANIFEST = Manifest(
    name="gallery",
    title=_("Galleries"),
    about=_(
        "Galleries for your clients: private or public, with passwords and codes, "
        "proofing with picks and stars, and downloads as you allow them."
    ),
    permissions=PERMISSIONS,
    workspace=Mount(prefix="galleries/", urls="modules.gallery.workspace.urls"),
    navigation=(
        NavItem(
            area="workspace",
            title=_("Galleries"),
            url_name="gallery_workspace:list",
            order=10,
            icon="gallery",
            permission=VIEW,
            shortcut="g g",
        ),
    ),
    needs_you="modules.gallery.needs.needs_you",
    first_steps="modules.gallery.first_steps.of",
    settings="modules.gallery.settings.GallerySettings",
    publishes="modules.gallery.events",
    jobs=(
        "modules.gallery.tasks",
        "modules.gallery.object_tasks",
        "modules.gallery.preparing_tasks",
        "modules.gallery.marking_tasks",
        "modules.gallery.reminding_tasks",
    ),
    schedule=(
        Schedule(kind="gallery.tidy", every=timedelta(minutes=5)),
        Schedule(kind="gallery.remind", every=timedelta(hours=1)),
        Schedule(kind="gallery.retain", every=timedelta(days=1)),
    ),
    keeps=("gallery.PhotoVersion",),
    uploads=(
        UploadPurpose(
            "gallery.batch",
            "modules.gallery.services.uploads.receive",
            begins="modules.gallery.services.uploads.begin",
        ),
    ),
    site=Mount(prefix="galleries/", urls="modules.gallery.site.urls"),
    api=(
        Mount(prefix="galleries/", urls="modules.gallery.api.urls"),
        Mount(prefix="", urls="modules.gallery.api.batch_urls"),
        Mount(prefix="brands/", urls="modules.gallery.api.brand_urls"),
    ),
    site_home="modules.gallery.site.views.home_section",
    site_parts="modules.gallery.site.parts.SITE_PARTS",
    hookspecs="modules.gallery.hooks",
    extends="modules.gallery.extensions",
    mails="modules.gallery.mails",
    takeout="modules.gallery.takeout.TAKEOUT",
    privacy="modules.gallery.privacy.PRIVACY",
)
