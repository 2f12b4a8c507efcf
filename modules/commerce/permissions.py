"""What a role may allow of orders; managing does not bring seeing with it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

VIEW = "commerce.view"
MANAGE = "commerce.manage"

PERMISSIONS = (
    Permission(VIEW, _("See all orders")),
    Permission(MANAGE, _("Recalculate, deliver, accept, decline and cancel orders")),
)
