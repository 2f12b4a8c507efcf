"""What a role may allow of orders; managing does not bring seeing with it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

VIEW = "commerce.view"
MANAGE = "commerce.manage"
PRICES = "commerce.prices"
PAYMENTS = "commerce.payments"

PERMISSIONS = (
    Permission(VIEW, _("See all orders")),
    Permission(MANAGE, _("Recalculate, deliver, accept, decline and cancel orders")),
    Permission(PRICES, _("Make price lists; set shipping, taxes and discounts")),
    Permission(PAYMENTS, _("Connect payments, mark orders as paid, refund")),
)
