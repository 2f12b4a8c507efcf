"""What a role may allow of labs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

VIEW = "labs.view"
SEND = "labs.send"
CATALOGUE = "labs.catalogue"

PERMISSIONS = (
    Permission(VIEW, _("See lab orders")),
    Permission(SEND, _("Send orders to labs, mend and cancel them")),
    Permission(CATALOGUE, _("Connect labs, choose products and set their prices")),
)
