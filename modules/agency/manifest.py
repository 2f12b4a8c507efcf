from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.agency.permissions import PERMISSIONS
from safelight.kernel.manifest import Listener, Manifest

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
    requires=("gallery", "commerce"),
    permissions=PERMISSIONS,
    settings="modules.agency.settings.AgencySettings",
    listens=tuple(Listener(event, "modules.agency.sale_listeners.on_order_news") for event in NEWS),
)
