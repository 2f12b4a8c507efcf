from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.labs.permissions import PERMISSIONS, VIEW
from safelight.kernel.manifest import Listener, Manifest, Mount, NavItem, Schedule

MANIFEST = Manifest(
    name="labs",
    title=_("Labs"),
    about=_(
        "Have prints made and sent by a lab: catalogues with your own prices, print "
        "files made for it, orders that go by themselves."
    ),
    requires=("gallery", "commerce"),
    workspace=Mount(prefix="labs/", urls="modules.labs.workspace.urls"),
    # Addresses that labs are told.
    site=Mount(prefix="", urls="modules.labs.site.urls"),
    api=(
        Mount(prefix="lab-orders/", urls="modules.labs.api.order_urls"),
        Mount(prefix="labs/", urls="modules.labs.api.catalogue_urls"),
    ),
    permissions=PERMISSIONS,
    navigation=(
        NavItem(
            area="workspace", title=_("Labs"), url_name="labs_workspace:home", order=22,
            icon="printer", permission=VIEW, badge="modules.labs.needs.badge", shortcut="g l",
        ),
    ),
    needs_you="modules.labs.needs.needs_you",
    settings="modules.labs.settings.LabsSettings",
    publishes="modules.labs.events",
    listens=(
        Listener("commerce.PrintsReleased", "modules.labs.listeners.on_prints_released"),
        Listener("commerce.PrintsLeftOut", "modules.labs.listeners.on_prints_left_out"),
        Listener("labs.PrintFileMade", "modules.labs.listeners.on_print_file_made"),
    ),
    extends="modules.labs.extensions",
    mails="modules.labs.mails",
    jobs=(
        "modules.labs.tasks", "modules.labs.printing_tasks", "modules.labs.catalogue_tasks",
    ),
    schedule=(
        Schedule(kind="labs.end_windows", every=timedelta(minutes=1)),
        Schedule(kind="labs.look_after_orders", every=timedelta(minutes=15)),
        Schedule(kind="labs.clear_print_files", every=timedelta(days=1)),
        Schedule(kind="labs.watch_catalogues", every=timedelta(days=1)),
    ),
    takeout="modules.labs.takeout.TAKEOUT",
    privacy="modules.labs.privacy.PRIVACY",
)  # fmt: skip
