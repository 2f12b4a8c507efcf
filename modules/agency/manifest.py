from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.agency.permissions import PERMISSIONS, SHARES
from safelight.kernel.manifest import Listener, Manifest, Mount, NavItem, Schedule

# What sharing hears of orders.
NEWS = (
    "commerce.OrderPlaced",
    "commerce.OrderPaid",
    "commerce.OrderRefunded",
    "commerce.RefundTakenBack",
    "commerce.OrderCancelled",
    "commerce.LinesLeftOut",
)

MANIFEST = Manifest(
    name="agency",
    title=_("Agency"),
    about=_(
        "For many photographers under one roof: libraries with rights, reviews, shares "
        "of sales, and reports."
    ),
    requires=("gallery", "commerce"),
    workspace=Mount(prefix="", urls="modules.agency.workspace.urls"),
    # The contributor's own page has an address of its own.
    site=Mount(prefix="", urls="modules.agency.site.urls"),
    api=(
        Mount(prefix="libraries/", urls="modules.agency.api.urls"),
        Mount(prefix="shares/", urls="modules.agency.api.share_urls"),
    ),
    permissions=PERMISSIONS,
    navigation=(
        NavItem(
            area="workspace", title=_("Shares"), url_name="agency_workspace:shares", order=27,
            icon="user", permission=SHARES, shortcut="g s",
        ),
        NavItem(
            area="workspace", title=_("Libraries"), url_name="agency_workspace:libraries", order=15,
            icon="folder-open", badge="modules.agency.needs.badge", shortcut="g b",
        ),
        NavItem(
            area="workspace", title=_("Reports"), url_name="agency_workspace:reports", order=28,
            icon="chart-column", permission="agency.reports", shortcut="g r",
        ),
    ),
    jobs=("modules.agency.share_tasks",),
    schedule=(Schedule(kind="agency.catch_up_with_sales", every=timedelta(hours=1)),),
    needs_you="modules.agency.needs.needs_you",
    settings="modules.agency.settings.AgencySettings",
    listens=(
        *(Listener(event, "modules.agency.sale_listeners.on_order_news") for event in NEWS),
        Listener("gallery.PhotoAdded", "modules.agency.clock_listeners.on_photo_added"),
    ),
    extends="modules.agency.extensions",
    mails="modules.agency.mails",
    on_enable="modules.agency.services.presets.enable",
    takeout="modules.agency.takeout.TAKEOUT",
    privacy="modules.agency.privacy.PRIVACY",
)  # fmt: skip
